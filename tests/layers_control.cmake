# Does layers.cmake find what it is there for? Plants one breach at a time in a copy of the sources, and
# fails when it goes unseen, or when it is seen in the untouched copy.
#   cmake -D ROOT=<source folder> -D SCRATCH=<folder to write in> -P layers_control.cmake
cmake_minimum_required(VERSION 3.25)

# "<file to plant> <what it includes>"
set(planted
  "app/core/planted.c \"ui/ui.h\""
  "app/core/planted.c \"screens/screen.h\""
  "app/core/planted.h <sqlite3.h>"
  "app/core/planted.c <SDL.h>"
  "app/core/planted.c <qrencode.h>"
  "app/ui/planted.c \"core/status.h\""
  "app/ui/planted.c <SDL2/SDL_ttf.h>"
  "app/platform/planted.c \"core/clock.h\""
  "app/screens/planted.c \"platform/window.h\""
  "app/screens/planted.c \"other.h\""
  "app/screens/planted.c \"screens/other.h\""
  "app/screens/planted.c \"top.h\""
  "app/core/planted.c \"../ui/ui.h\""
  "app/newroom/planted.c \"core/status.h\""
  "app/planted.c <libpq-fe.h>"
  "tools/planted.c \"ui/ui.h\""
  "tools/planted.c <sqlite3.h>")

function(check out)
  execute_process(COMMAND ${CMAKE_COMMAND} -D ROOT=${SCRATCH} -P ${CMAKE_CURRENT_LIST_DIR}/layers.cmake
    RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  set(${out} ${result} PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(fresh_copy)
  file(REMOVE_RECURSE ${SCRATCH})
  file(COPY ${ROOT}/app DESTINATION ${SCRATCH})
  file(COPY ${ROOT}/tools DESTINATION ${SCRATCH})
  file(WRITE ${SCRATCH}/app/screens/other.c "const struct screen other_screen = {0};\n")
  file(TOUCH ${SCRATCH}/app/screens/other.h ${SCRATCH}/app/top.h)
endfunction()

fresh_copy()
check(result)
if(result)
  message(FATAL_ERROR "The untouched sources are said to breach:\n${said}")
endif()
foreach(plant ${planted})
  string(REGEX MATCH "^([^ ]+) (.*)$" plant ${plant})
  set(file ${CMAKE_MATCH_1})
  set(include ${CMAKE_MATCH_2})
  file(WRITE ${SCRATCH}/${file} "#include ${include}\n")
  check(result)
  file(REMOVE ${SCRATCH}/${file})
  string(REGEX REPLACE "^(app|tools)/" "" short ${file})
  if(NOT result OR NOT said MATCHES "${short} includes")
    message(SEND_ERROR "${file} with #include ${include} went unseen:\n${said}")
  endif()
endforeach()
file(REMOVE_RECURSE ${SCRATCH})
