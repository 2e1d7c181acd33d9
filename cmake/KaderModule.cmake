# A module may name only modules declared before it, so a cycle cannot be written.
#
#   kader_module(complaints SOURCES complaint.cpp TESTS complaint_test.cpp MAY_USE kernel deadlines)
#
# makes the library kader_complaints and, when the tests are built, the program kader_complaints_test.
# src/CMakeLists.txt names the modules in ladder order.
#
# Building `sanitized` builds the test programs of all modules, for the preset with the sanitizers; building
# `unsanitized` the others, and those that `./test` runs both ways.
add_custom_target(sanitized)
add_custom_target(unsanitized)

# Compiles the standard headers once instead of in every file, which takes a third off the time of a build
# from nothing. Only where options are those of the kernel. The release build goes without, so that a header
# that a file forgot to name is still noticed.
function(kader_precompile target)
  if(NOT KADER_PRECOMPILED)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # g++ 12 sees copies past the end inside std::string that cannot be, and hides them only when <string> is
    # read as text. The release build keeps these warnings.
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  if(ARGC GREATER 1)
    target_precompile_headers(${target} REUSE_FROM ${ARGV1})
  else()
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard_headers.h)
  endif()
endfunction()

# Takes memory from mimalloc: a request is made by one thread and given back by another, which costs the memory of
# the C library a fifth of the time of a request. The sanitizers bring their own.
function(kader_memory target)
  if(NOT KADER_SANITIZED)
    target_link_libraries(${target} PRIVATE mimalloc)
  endif()
endfunction()

# A program of tests, with the one main of all of them. Under the sanitizers what it tests is watched and
# optimised, and it goes itself without, except for the one that must be everywhere: that takes most of the
# time of its compilation.
function(kader_test_program target)
  target_link_libraries(${target} PRIVATE kader_test_main)
  kader_test_options(${target})
  kader_precompile(${target} kader_test_main)
endfunction()
# As a module under KADER_UNITY; for programs of tests of which no two files have a word of the same name.
function(kader_together target)
  if(KADER_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()
function(kader_test_options target)
  if(KADER_SANITIZED)
    target_compile_options(${target} PRIVATE -O0 -fno-sanitize=undefined,fuzzer-no-link)
  endif()
endfunction()

if(KADER_TESTS)
  add_library(kader_test_main STATIC ${PROJECT_SOURCE_DIR}/tests/main_test.cpp)
  kader_test_options(kader_test_main)
  kader_precompile(kader_test_main)
endif()

function(kader_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SEPARATE;HOT;OWN_OPTIONS" "" "SOURCES;TESTS;MAY_USE;LINKS")
  if(arg_SOURCES)
    add_library(kader_${name} STATIC ${arg_SOURCES})
    set(visibility PUBLIC)
  else()
    add_library(kader_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  # Under KADER_UNITY a module is compiled as one text, which takes a third of the time; a module whose files
  # each have their own words of the same name asks for SEPARATE.
  if(arg_SOURCES AND KADER_UNITY AND NOT arg_SEPARATE)
    set_target_properties(kader_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
  endif()
  # Under the sanitizers most of the time of a build is optimising, and only what is HOT earns it back.
  if(KADER_SANITIZED AND arg_HOT)
    target_compile_options(kader_${name} PRIVATE -O1)
  endif()
  if(arg_SOURCES AND NOT arg_OWN_OPTIONS)
    set(options usual)
    if(KADER_SANITIZED AND arg_HOT)
      set(options hot)
    endif()
    get_property(owner GLOBAL PROPERTY KADER_PRECOMPILED_${options})
    kader_precompile(kader_${name} ${owner})
    if(NOT owner)
      set_property(GLOBAL PROPERTY KADER_PRECOMPILED_${options} kader_${name})
    endif()
  endif()
  target_include_directories(kader_${name} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  foreach(below IN LISTS arg_MAY_USE)
    if(NOT TARGET kader_${below})
      message(FATAL_ERROR "${name} may not use ${below}: src/CMakeLists.txt declares it later")
    endif()
    target_link_libraries(kader_${name} ${visibility} kader_${below})
  endforeach()
  if(arg_LINKS)
    target_link_libraries(kader_${name} ${visibility} ${arg_LINKS})
  endif()
  set_property(GLOBAL APPEND PROPERTY KADER_MODULES ${name})
  set_property(GLOBAL PROPERTY KADER_MAY_USE_${name} "${arg_MAY_USE}")
  if(KADER_TESTS AND arg_TESTS)
    add_executable(kader_${name}_test ${arg_TESTS})
    target_link_libraries(kader_${name}_test PRIVATE kader_${name})
    if(arg_OWN_OPTIONS)
      target_link_libraries(kader_${name}_test PRIVATE kader_test_main)
    else()
      kader_test_program(kader_${name}_test)
    endif()
    target_compile_definitions(kader_${name}_test PRIVATE KADER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND kader_${name}_test)
    set_tests_properties(${name} PROPERTIES
      LABELS "quick;sanitized" WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    add_dependencies(sanitized kader_${name}_test)
  endif()
endfunction()
