/* Who comes to the summit of the tests, and what is on there. */
#include "fake/summit.h"

#define DAY_9            INT64_C(1481238000000000) /* midnight in Paris */
#define AT(hour, minute) (DAY_9 + (hour)*SUMMIT_HOUR + (minute)*SUMMIT_MINUTE)
#define TOWN_HALL        (char *)"Hôtel de Ville"

/* clang-format off */
const struct session summit_sessions[SUMMIT_SESSIONS] = {
    {.id = (char *)SUMMIT_SIGNING, .title = (char *)"Signature de la déclaration des gouvernements locaux",
     .room = TOWN_HALL, .format = (char *)"conference", .start_us = AT(10, 45)},
    {.id = (char *)SUMMIT_TERRITORIES, .title = (char *)"Gouvernement ouvert et territoires",
     .room = TOWN_HALL, .format = (char *)"conference", .start_us = AT(14, 0)},
    {.id = (char *)SUMMIT_ACTIONS_8, .title = (char *)"Actions collectives", .room = (char *)"",
     .format = (char *)"workshop", .start_us = AT(-24, 0), .end_us = AT(0, 0), .whole_day = true},
    {.id = (char *)SUMMIT_ACTIONS_9, .title = (char *)"Actions collectives", .room = (char *)"",
     .format = (char *)"workshop", .start_us = AT(0, 0), .end_us = AT(24, 0), .whole_day = true},
    {.id = (char *)SUMMIT_MORNING, .title = (char *)"Demonstration: a morning talk",
     .room = (char *)"Demo room 1", .format = (char *)"conference", .start_us = AT(9, 0), .end_us = AT(10, 0)},
    {.id = (char *)SUMMIT_WORKSHOP, .title = (char *)"Demonstration: a workshop for ten",
     .room = (char *)"Demo room 1", .format = (char *)"workshop", .start_us = AT(13, 30), .end_us = AT(15, 0),
     .capacity = 10},
    {.id = (char *)SUMMIT_PITCHES, .title = (char *)"Demonstration: pitches, signed for at the door",
     .room = (char *)"Demo room 2", .format = (char *)"pitch", .start_us = AT(14, 15), .end_us = AT(15, 15),
     .emargement = true},
    {.id = (char *)SUMMIT_EVENING, .title = (char *)"Demonstration: an evening outside",
     .room = (char *)"Demo garden", .format = (char *)"external", .start_us = AT(18, 0), .end_us = AT(19, 0)},
};

#define LONG_NAME                                                                                  \
    "Maria Aparecida da Conceição Gonçalves de Albuquerque e Figueiredo do Exemplo Nascimento "    \
    "Vasconcellos Sant’Anna Fictícia"

const struct summit_person summit_people[] = {
    {"amina", "Amina Nyambura", "Director of Public Participation", "Elgeyo Marakwet", "KE", "", NULL},
    {"zoe", "Zoë Đặng-Øström Łukasiewicz Ñuñéz", "Conseillère aux exemples", "Paris", "FR", "", NULL},
    {"nino", "ნინო მაგალითაძე", "საჯარო ჩართულობის ხელმძღვანელი", "Tbilissi", "GE", "", NULL},
    {"garam", "홍가람", "열린정부 담당관", "Séoul", "KR", "", NULL},
    {"amena", "أمينة المثال", "مديرة المشاركة", "Exemple-sur-Mer", "TN", "", NULL},
    {"mwanaidi", "Mwanaidi binti Juma Mfano", "Mkurugenzi wa Ushirikishwaji", "Kigoma", "TZ", "", NULL},
    {"sri", "Sri Wahyuningsih Contohnya", "Kepala Bidang Partisipasi", "Bojonegoro", "ID", "", NULL},
    {"suharti", "Suharti", "Staf", "Bojonegoro", "ID", "", NULL},
    {"long", LONG_NAME, "Coordenadora", "São Paulo", "BR", "", NULL},
    {"foreign", "Ángel Ejemplo Íñiguez", "Técnico", "Madrid", "ES", "", "kh3b7c9vnd8n2dnw5ag4jkhbz9hkqpb2"},
    {"guessable", "Kofi Sample Mensah", "Planning Officer", "Sekondi-Takoradi", "GH", "", "K4071"},
    {"badgeless", "Ailsa Exemplar", "Policy Officer", "Scotland", "GB", "", ""},
    {"revoked", "Rosa Perdida Ejemplo", "Asesora", "La Libertad", "PE", "", NULL},
    {"workshop", "Tomás del Taller", "Tallerista", "Buenos Aires", "AR", SUMMIT_WORKSHOP, NULL},
    {"morning", "Dawn Early-Sample", "Analyst", "Austin", "US", SUMMIT_MORNING, NULL},
    {"staff", "Camille Témoin", "Accueil", "", "", "", NULL},
    {"extra-1", "Béatrice Échantillon", "Élue", "Paris", "FR", "", NULL},
    {"extra-2", "Jürgen Müßiggang-Beispiel", "Referent", "Musterstadt", "DE", "", NULL},
    {"extra-3", "Åse Prøvesen", "Rådgiver", "Eksempelby", "NO", "", NULL},
    {"extra-4", "Dvořák Příkladný", "Poradce", "Vzorov", "CZ", "", NULL},
    {"extra-5", "Ştefan Ţapu-Exemplu", "Consilier", "Exemplești", "RO", "", NULL},
    {"extra-6", "İpek Örnekçi", "Uzman", "Örnekköy", "TR", "", NULL},
    {"extra-7", "Nguyễn Thị Ví Dụ", "Chuyên viên", "Thành phố Ví Dụ", "VN", "", NULL},
    {"extra-8", "Siân ap Enghraifft", "Swyddog", "Scotland", "GB", "", NULL},
    {"extra-9", "Þórdís Dæmisdóttir", "Ráðgjafi", "Dæmibær", "IS", "", NULL},
    {"extra-10", "Xóchitl Ejemplo", "Directora", "Jalisco", "MX", "", NULL},
    {"extra-11", "João Amostra", "Técnico", "São Paulo", "BR", "", NULL},
    {"extra-12", "Ama Sample Owusu", "Clerk", "Sekondi-Takoradi", "GH", "", NULL},
    {"extra-13", "Jelena Пример-Primer", "Savetnica", "Primerovac", "RS", "", NULL},
    {"extra-14", "O’Sample, Niamh", "Adviser", "Ontario", "CA", "", NULL},
    {"extra-15", "Example, Jean-Baptiste", "Adviser", "Ontario", "CA", "", NULL},
    {"extra-16", "박보기", "주무관", "Séoul", "KR", "", NULL},
    {"extra-17", "გიორგი ნიმუშიძე", "მრჩეველი", "Tbilissi", "GE", "", NULL},
    {"extra-18", "Kiptoo Mfano", "Ward Administrator", "Elgeyo Marakwet", "KE", "", NULL},
    {"extra-19", "Neema Mfano", "Afisa", "Kigoma", "TZ", "", NULL},
    {"extra-20", "Budi Contoh", "Staf", "Bojonegoro", "ID", "", NULL},
    {"extra-21", "Lucía de la Muestra", "Concejala", "Madrid", "ES", "", NULL},
    {"extra-22", "Austin Placeholder", "Budget Analyst", "Austin", "US", "", NULL},
    {"extra-23", "Inés Modelo", "Secretaria", "Buenos Aires", "AR", "", NULL},
    {"extra-24", "Quispe Ejemplo", "Asesor", "La Libertad", "PE", "", NULL},
    {"unheard", "Lena Spätgekommen", "Gast", "Musterstadt", "DE", "", NULL},
};
/* clang-format on */
const size_t summit_people_count = sizeof summit_people / sizeof summit_people[0];
