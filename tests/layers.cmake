# The rooms of the house and who may know whom: reads every include under ROOT/app and ROOT/tools and
# fails on one that points the wrong way.
#   cmake -D ROOT=<source folder> -P layers.cmake
cmake_minimum_required(VERSION 3.25)

# What a room may include, besides itself. "top" is app/*.c: main, the kiosk's loop, options, trace.
set(core_knows "")
set(ui_knows "")
set(platform_knows ui)
set(screens_knows ui core)
set(sync_knows core)
set(top_knows screens sync platform ui core)
set(tools_knows core sync)
set(man_knows core top) # it writes what both programs say of themselves

# A library and the one place that may include its headers: "<header> <files>", both regular expressions.
set(libraries
  "^sqlite3\\.h$ ^core/store(_private\\.h|[^/]*\\.c)$"
  "^(SDL2/)?SDL ^platform/"
  "^fontconfig/ ^platform/"
  "^xkbcommon/ ^platform/"
  "^(csv|libical/|libxml/|cairo|pango/) ^(core/pack_governments\\.c|import_[a-z]*\\.c|table\\.c|programme_[a-z]*\\.c|ical_[a-z]*\\.[ch]|paper[a-z_]*\\.[ch])$"
  "^zlib\\.h$ ^(paper_forms|paper_objects|zip_whole)\\.c$"
  "^xlsxwriter ^xlsx\\.c$"
  "^libpq ^sync/remote_pg\\.c$"
  "^qrencode\\.h$ ^core/qr\\.c$")

set(breaches 0)
function(breach file sentence)
  message(SEND_ERROR "${file} includes ${sentence}")
  math(EXPR count "${breaches} + 1")
  set(breaches ${count} PARENT_SCOPE)
endfunction()

# The room of a path such as core/entry.c or kiosk.c.
function(room_of path out)
  if(path MATCHES "^([^/]+)/")
    set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
  else()
    set(${out} top PARENT_SCOPE)
  endif()
endfunction()

# True when the header belongs to a screen: the .c beside it defines a screen's descriptor.
function(is_a_screen header out)
  string(REGEX REPLACE "\\.[^.]*$" ".c" source ${header})
  set(${out} FALSE PARENT_SCOPE)
  if(EXISTS ${ROOT}/app/${source})
    file(STRINGS ${ROOT}/app/${source} descriptors REGEX "^const struct screen [a-z_]+ *=")
    if(descriptors)
      set(${out} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(check_own file room header)
  if(header MATCHES "\\.\\.")
    breach(${file} "\"${header}\": say the room, not the way to it")
  elseif(room STREQUAL tools AND EXISTS ${ROOT}/tools/${header})
    return()
  endif()
  if(EXISTS ${ROOT}/app/${room}/${header})
    set(header ${room}/${header})
  endif()
  room_of(${header} other)
  if(NOT other STREQUAL room AND NOT other IN_LIST ${room}_knows)
    breach(${file} "\"${header}\": ${room} does not know ${other}")
  elseif(room STREQUAL screens AND other STREQUAL screens)
    is_a_screen(${header} screen)
    get_filename_component(mine ${file} NAME_WE)
    get_filename_component(theirs ${header} NAME_WE)
    if(screen AND NOT mine STREQUAL theirs)
      breach(${file} "\"${header}\": screens do not know each other")
    endif()
  endif()
  set(breaches ${breaches} PARENT_SCOPE)
endfunction()

function(check_library file header)
  foreach(rule ${libraries})
    string(REPLACE " " ";" rule ${rule})
    list(GET rule 0 headers)
    list(GET rule 1 place)
    if(header MATCHES ${headers} AND NOT file MATCHES ${place})
      breach(${file} "<${header}>: only ${place} may")
    endif()
  endforeach()
  set(breaches ${breaches} PARENT_SCOPE)
endfunction()

set(includes 0)
foreach(folder app tools)
  file(GLOB_RECURSE files RELATIVE ${ROOT}/${folder} ${ROOT}/${folder}/*.c ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.def)
  foreach(file ${files})
    file(STRINGS ${ROOT}/${folder}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[\"<]")
    if(folder STREQUAL tools AND file MATCHES "^man/")
      set(room man)
    elseif(folder STREQUAL tools)
      set(room tools)
    else()
      room_of(${file} room)
    endif()
    if(NOT DEFINED ${room}_knows)
      breach(${file} "anything at all: the room ${room} has no line in tests/layers.cmake")
    endif()
    foreach(line ${lines})
      math(EXPR includes "${includes} + 1")
      string(REGEX REPLACE ".*include[ \t]*[\"<]([^\">]*).*" "\\1" header ${line})
      check_library(${file} ${header})
      if(line MATCHES "include[ \t]*\"")
        check_own(${file} ${room} ${header})
      endif()
    endforeach()
  endforeach()
endforeach()
message(STATUS "${includes} includes read, ${breaches} point the wrong way")
