/* Rosters in memory: which program's they are, what their columns mean, and each fault with its
 * place. Real files of each program are imported in tests/tool/import.c. */
#include "import.h"
#include "roster_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct table table;
static struct roster_layout layout;
static struct roster_people people;
static struct import_faults faults;

static int tear_down(void **state)
{
    (void)state;
    roster_people_free(&people);
    roster_layout_free(&layout);
    import_faults_free(&faults);
    table_free(&table);
    return 0;
}

/* Reads a table whose maps are the words behind it. */
static bool read_roster(const char *text, const char *const *maps)
{
    struct em_error error = {0};
    tear_down(NULL);
    if (table_read(&table, text, strlen(text), &error) != EM_OK)
        fail_msg("%s", error.text);
    if (!roster_lay_out(&layout, &table, maps, &faults))
        return false;
    struct roster_countries *countries = roster_countries_new();
    roster_read(&people, &table, &layout, countries, &faults);
    roster_countries_free(countries);
    return true;
}
#define READ(text, ...) read_roster(text, (const char *const[]){__VA_ARGS__ NULL})

static const struct delegate *person(size_t i)
{
    assert_true(i < people.count);
    return &people.items[i].details;
}

static void is_fault(size_t i, long line, long column, const char *sentence)
{
    if (i >= faults.count)
        fail_msg("no fault with “%s”", sentence);
    const struct import_fault *fault = &faults.items[i];
    if (fault->line != line || fault->column != column || !strstr(fault->text, sentence))
        fail_msg("wanted %ld:%ld “%s”, came %ld:%ld “%s”", line, column, sentence, fault->line,
                 fault->column, fault->text);
}

static void no_faults(void)
{
    if (faults.count)
        fail_msg("%ld:%ld: %s", faults.items[0].line, faults.items[0].column, faults.items[0].text);
}

/* --- which form --- */

static void headers_tell_the_form(void **state)
{
    (void)state;
    static const struct {
        const char *header, *form;
    } headers[] = {
        {"Order code,Attendee name,Attendee name: Given name,Product,Checked in,Secret,E-mail,"
         "Company,Country",
         "pretix"},
        {"Bestellnummer;Name Teilnehmer*in;Produkt", "pretix"},
        {"Code de commande;Nom du participant;Société;Pays", "pretix"},
        {"ID,Name,Registration date,Registration state,Checked in,Check-in date,Tags", "indico"},
        {"Ada,Lee,Town,Mayor,+44 1,ada@example.org", "indico-list"},
        {"Order #,First Name,Last Name,Email,Attendee #,Attendee Status,Job Title,Company",
         "eventbrite"},
        {"ID,First Name,Last Name,Email,Status,Public ID,Product Name", "hi.events"},
        {"id,name,role,government,country,email,sessions,code", "emarge"},
        {" NAME ", "emarge"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        assert_true(READ(headers[i].header));
        no_faults();
        assert_string_equal(layout.form->name, headers[i].form);
    }
}

/* A descriptor names its signs among its columns, or nobody would read them. */
static void every_form_is_whole(void **state)
{
    (void)state;
    static const struct roster_form *const forms[] = {
#define ROSTER_FORM(name) &roster_form_##name,
#include "roster_forms.def"
#undef ROSTER_FORM
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct roster_form *form = forms[i];
        assert_true(form->name && form->title);
        assert_true(form->places ? form->place_count > 0 : form->signs && form->signs[0]);
        assert_true(form->places || form->columns[ROSTER_NAME] || form->columns[ROSTER_LAST]);
        assert_int_equal(form->columns[ROSTER_STATE] != NULL, form->gone != NULL);
        for (size_t other = 0; other < i; other++)
            assert_string_not_equal(form->name, forms[other]->name);
    }
}

static void what_is_no_roster_is_not_guessed_at(void **state)
{
    (void)state;
    assert_false(READ("Nom,Prénom\nx,y\n"));
    is_fault(0, 1, 0, "of no program that emarge knows: Nom, Prénom");
    assert_false(READ(""));
    is_fault(0, 0, 0, "the table is empty");
    assert_false(READ("name,Vorname,\nMüller,Eva,\n")); /* a surname would pass for the name */
    assert_int_equal(faults.count, 1);
    is_fault(0, 1, 2, "“Vorname” is no column of emarge's own form");
    assert_false(READ("name,role,Role\nx,y,z\n"));
    is_fault(0, 1, 2, "“role” is there twice");
    assert_false(READ("Ada,Lee,Town,Mayor,+44 1,nobody"));
}

/* --- names --- */

static void halves_of_names_are_put_together(void **state)
{
    (void)state;
    assert_true(READ("Public ID,First Name,Last Name,Product Name\nA-1,  mary ann,O'NEIL ,x\n"
                     "A-2,,Sukarjo,x\nA-3,Cher,,x\nA-4, ,,x\n"));
    assert_string_equal(person(0)->name, "  mary ann O'NEIL ");
    assert_string_equal(person(1)->name, "Sukarjo");
    assert_string_equal(person(2)->name, "Cher");
    is_fault(0, 5, 2, "the name is missing");
    assert_int_equal(people.refused, 1);
}

/* --- ids --- */

static void the_source_knows_people_by_its_own_ids(void **state)
{
    (void)state;
    assert_true(READ("Order code,Position ID,Attendee name\nABCDE,1,A\nABCDE,2,B\n"));
    assert_string_equal(person(0)->source, "pretix:ABCDE-1");
    assert_string_equal(person(1)->source, "pretix:ABCDE-2");
    assert_true(READ("ID,Name,Registration date\n7,A,2016-11-01\n"));
    assert_string_equal(person(0)->source, "indico:7");
    assert_true(READ("Public ID,First Name,Last Name,Product Name\nA-7K2,A,B,x\n"));
    assert_string_equal(person(0)->source, "hi.events:A-7K2");
    assert_string_equal(person(0)->code, "A-7K2");
    assert_true(READ("Ada,Lee,Town,Mayor,+44 1,ada@example.org\n"));
    assert_string_equal(person(0)->source, "indico-list:ada@example.org");
    assert_string_equal(person(0)->name, "Ada Lee");
    assert_string_equal(person(0)->government, "Town");
    assert_string_equal(person(0)->role, "Mayor");
}

/* The check-in list of pretix numbers nobody: the code tells people of one order apart, in whatever
 * order they come; without codes, their names do, and whose names are alike are counted. */
static void people_of_one_order_are_told_apart(void **state)
{
    (void)state;
    char first[64], second[64];
    assert_true(READ("Order code,Attendee name,Secret\nABC,A,s1\nABC,B,s2\n"));
    strcpy(first, person(0)->source);
    strcpy(second, person(1)->source);
    assert_string_not_equal(first, second);
    assert_true(READ("Order code,Attendee name,Secret\nABC,B,s2\nABC,A renamed,s1\n"));
    assert_string_equal(person(0)->source, second);
    assert_string_equal(person(1)->source, first);
    assert_true(READ("Order code,Attendee name\nABC,A\nXYZ,A\nABC,B\nABC,A\n"));
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(person(i)->source, person(j)->source);
    assert_false(people.items[0].own_id);
    strcpy(first, person(0)->source);
    strcpy(second, person(2)->source);
    assert_true(READ("Order code,Attendee name\nABC,B\nABC,A\n"));
    assert_string_equal(person(0)->source, second);
    assert_string_equal(person(1)->source, first);
    no_faults();
}

static void without_ids_the_code_or_the_name_is_the_id(void **state)
{
    (void)state;
    char before[80];
    assert_true(READ("name,email,code\nA,a@x.org,s1\nB,b@x.org,\n"));
    assert_true(people.items[0].own_id);
    assert_false(people.items[1].own_id);
    strcpy(before, person(0)->source);
    assert_true(READ("name,email,code\nA Renamed,a@x.org,s1\n"));
    assert_string_equal(person(0)->source, before);
    assert_true(READ("name,email\nA,a@x.org\nA,a@y.org\nA,a@x.org\n"));
    is_fault(0, 4, 0, "the same name and e-mail address as in line 2");
    assert_int_equal(people.count, 2);
}

static void what_is_there_twice_is_refused(void **state)
{
    (void)state;
    assert_true(READ("id,name,code\n1,A,x1\n2,B,x2\n1,C,x3\n3,D,x2\n1,E,x4\n"));
    assert_int_equal(people.count, 2);
    assert_int_equal(people.refused, 3);
    is_fault(0, 4, 1, "the same id as in line 2");
    is_fault(1, 6, 1, "the same id as in line 2");
    is_fault(2, 5, 3, "the same code as in line 3");
}

/* --- the other fields --- */

static void countries_by_code_or_name(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"KE", "KE"},
                                           {"ke", "KE"},
                                           {"KEN", "KE"},
                                           {"Kenya", "KE"},
                                           {"Corée du Sud", "KR"},
                                           {"Südkorea", "KR"},
                                           {"Estados Unidos", "US"},
                                           {"Georgia", "GE"},
                                           {"Géorgie", "GE"},
                                           {"UK", "GB"},
                                           {" côte d'ivoire ", "CI"},
                                           {"Cote d’Ivoire", "CI"},
                                           {"Vereinigtes Königreich", "GB"},
                                           {"Kosovo", "XK"}};
    struct roster_countries *countries = roster_countries_new();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *code = roster_country(countries, names[i][0]);
        if (!code || strcmp(code, names[i][1]) != 0)
            fail_msg("%s is %s", names[i][0], code ? code : "nothing");
    }
    static const char *const none[] = {"Atlantis", "", "K", "XX", "ZZZ", "Soviet Union", "EU"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(roster_country(countries, none[i]));
    roster_countries_free(countries);
}

static void a_country_that_is_none_has_its_place(void **state)
{
    (void)state;
    assert_true(READ("name,role,country\nA,\"x\",FR\nB,,Atlantis\nC,, \n"));
    is_fault(0, 3, 3, "there is no country “Atlantis”");
    assert_int_equal(faults.count, 1);
    assert_string_equal(person(0)->country, "FR");
    assert_string_equal(person(1)->country, "");
}

static void codes_are_as_scanned(void **state)
{
    (void)state;
    assert_true(READ("name,code\nA, pz3h6kqf \nB,bcdefghj knprstvx-bcdefghjknprstvx\n"));
    no_faults();
    assert_string_equal(person(0)->code, "pz3h6kqf");
    assert_string_equal(person(1)->code, "BCDEFGHJKNPRSTVXBCDEFGHJKNPRSTVX");
}

static void sessions_are_those_of_the_programme(void **state)
{
    (void)state;
    assert_true(READ("name,sessions\nA, signing-0912  K7RXPD;x \nB,\n"));
    assert_string_equal(person(0)->sessions, "signing-0912 k7rxpd x");
    assert_string_equal(person(1)->sessions, "");
}

static void who_does_not_come_is_counted(void **state)
{
    (void)state;
    assert_true(
        READ("ID,Name,Registration date,Registration state,Country\n1,A,,Completed,\n"
             "2,B,,withdrawn,Atlantis\n3,C,,Rejected,\n4,D,,Withdrawn,\n5,E,,Vielleicht,\n"));
    assert_int_equal(people.count, 4);
    assert_true(!people.items[0].gone && people.items[1].gone && people.items[3].gone);
    assert_int_equal(faults.count, 1);
    is_fault(0, 6, 4, "“Vielleicht” says neither");
    assert_true(READ("ID,Name,Registration date,Registration state\n6,F,,Withdrawn,x\n"));
    is_fault(0, 2, 5, "the row has 5 cells"); /* a state that may be another cell's is none */
    assert_int_equal(people.refused, 1);
    assert_true(READ("ID,Name,Registration date,Registration state\n5,E,,Vielleicht\n",
                     "Registration state=", ));
    no_faults();
    assert_int_equal(people.count, 1);
}

static void what_nobody_can_read_is_refused(void **state)
{
    (void)state;
    assert_true(READ("name,role\n\"A\nB\",x\nC\x1b[2J,x\nD,\xE2\x80\xAEx\nE,F,G\n,\n \n"));
    is_fault(0, 2, 1, "a tab or a line break in the name");
    is_fault(1, 4, 1, "an invisible control character in the name, at its character 2");
    is_fault(2, 5, 2, "an invisible control character in the role");
    is_fault(3, 6, 3, "the row has 3 cells, and the first row has 2");
    assert_int_equal(faults.count, 4); /* rows with nothing in them are no rows */
    assert_int_equal(people.count, 0);
    char longer[1200] = "name\n";
    memset(longer + 5, 'x', 1001);
    assert_true(READ(longer));
    is_fault(0, 2, 1, "the name is longer than 1000 bytes");
}

/* --- maps --- */

static void maps_give_columns_a_meaning(void **state)
{
    (void)state;
    assert_true(READ("Nom,Prénom,N°,Ville\nLee,Ada,7,X\n", "Nom=last", "Prénom=first", "N°=id",
                     "Ville=government", ));
    no_faults();
    assert_string_equal(person(0)->name, "Ada Lee");
    assert_string_equal(person(0)->source, "list:7");
    assert_string_equal(person(0)->government, "X");
    assert_true(READ("Order code,Attendee name,a=b\nQ,Ada,Mayor\n", "a=b=role", ));
    assert_string_equal(layout.form->name, "pretix");
    assert_string_equal(person(0)->role, "Mayor");
    assert_true(
        READ("name,Shoe size,Nick\nAda,38,Countess\n", "Shoe size=", "name=", "nick=name", ));
    assert_string_equal(person(0)->name, "Countess");
}

static void maps_that_make_no_sense(void **state)
{
    (void)state;
    assert_false(READ("name\nA\n", "nome=name", ));
    is_fault(0, 1, 0, "--map nome=name: the header has no column “nome”");
    assert_false(READ("name\nA\n", "name=shoe", ));
    is_fault(0, 0, 0, "--map name=shoe: say the column");
    assert_false(READ("name\nA\n", "name", ));
    is_fault(0, 0, 0, "--map name: say the column");
    assert_false(READ("name\nA\n", "=name", ));
    assert_false(READ("name,x\nA,B\n", "x=role", "X=email", ));
    is_fault(0, 1, 2, "this column is mapped twice");
    assert_false(READ("name,x,y\nA,B,C\n", "x=role", "y=role", ));
    is_fault(0, 1, 3, "another column is mapped to role already");
    assert_false(READ("a,b\nA,B\n", "a=role", ));
    is_fault(0, 1, 0, "no column is the name");
}

#define TEST(function) cmocka_unit_test_teardown(function, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headers_tell_the_form),
        TEST(every_form_is_whole),
        TEST(what_is_no_roster_is_not_guessed_at),
        TEST(halves_of_names_are_put_together),
        TEST(the_source_knows_people_by_its_own_ids),
        TEST(people_of_one_order_are_told_apart),
        TEST(without_ids_the_code_or_the_name_is_the_id),
        TEST(what_is_there_twice_is_refused),
        TEST(countries_by_code_or_name),
        TEST(a_country_that_is_none_has_its_place),
        TEST(codes_are_as_scanned),
        TEST(sessions_are_those_of_the_programme),
        TEST(who_does_not_come_is_counted),
        TEST(what_nobody_can_read_is_refused),
        TEST(maps_give_columns_a_meaning),
        TEST(maps_that_make_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
