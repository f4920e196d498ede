# The few words that every CMakeLists.txt of this project is written in.

# What nearly every file includes, directly or not. Headers of the project stand in angle brackets
# too: CMake writes others with their full path, and a second clone would find nothing in ccache.
set(consentry_common_headers <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map>
    <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility>
    <variant> <vector> <core/base/result.h> <core/base/ids.h> <core/base/instant.h>)

# consentry_library(<name> SOURCES <files…> [DEPENDS <targets…>] [PRIVATE_DEPENDS <targets…>]
#                   [PRECOMPILED <target or headers…>])
# A static library of one folder. DEPENDS are seen by whoever includes the folder's headers,
# PRIVATE_DEPENDS (usually an outside library) only by its own sources. Headers are the larger part
# of the compile time: each library takes those that consentry_base has precompiled, or those of
# another target, or has its own.
function(consentry_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS;PRECOMPILED" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ${arg_DEPENDS} PRIVATE consentry_options ${arg_PRIVATE_DEPENDS})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED consentry_base)
    endif()
    consentry_precompile(${name} ${arg_PRECOMPILED})
endfunction()

# consentry_precompile(<name> <target or headers…>)
# GCC takes a precompiled header only where all flags agree.
function(consentry_precompile name)
    if(TARGET ${ARGV1})
        target_precompile_headers(${name} REUSE_FROM ${ARGV1})
    else()
        target_precompile_headers(${name} PRIVATE ${ARGN})
    endif()
endfunction()

# consentry_not_precompiled(<files…>)
# Sources that read their headers as text. GCC 12 is wrong about the bounds of a std::string in them,
# and forgets that this is the system's code, of which it does not warn, once that comes precompiled.
function(consentry_not_precompiled)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# What tests need beyond consentry_options; linked after it.
add_library(consentry_test_options INTERFACE)

# consentry_test_headers(<name> DEPENDS <targets…> HEADERS <headers…>)
# Headers that are compiled once for many tests. Definitions must agree, hence no QT_TESTCASE_* ones,
# which differ by folder.
function(consentry_test_headers name)
    cmake_parse_arguments(arg "" "" "DEPENDS;HEADERS" ${ARGN})
    if(TARGET ${name})
        return()
    endif()
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
    file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "int main() {}\n")
    add_executable(${name} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE consentry_options consentry_test_options ${arg_DEPENDS} Qt6::Test)
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

# Runs moc for the sources that include its output. CMake's AUTOMOC would find that out itself, but
# takes longer for a test than moc does.
function(consentry_test_moc name)
    foreach(source IN LISTS ARGN)
        file(STRINGS ${source} include REGEX "^#include \"[a-z_0-9]+\\.moc\"")
        if(include)
            get_filename_component(stem ${source} NAME_WE)
            set(output ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
            qt6_generate_moc(${CMAKE_CURRENT_SOURCE_DIR}/${source} ${output} TARGET ${name})
            target_sources(${name} PRIVATE ${output})
            target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
        endif()
    endforeach()
endfunction()

# consentry_test(<name> SOURCES <files…> DEPENDS <targets…> LABEL unit|contract|ui|slow [TIMEOUT <s>])
# One Qt Test executable, registered with ctest. Set tests/data and ../shared by environment, so
# that a test never guesses from its working directory.
function(consentry_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE consentry_options consentry_test_options ${arg_DEPENDS}
        consentry_test_support Qt6::Test)
    consentry_test_moc(${name} ${arg_SOURCES})
    if(arg_LABEL STREQUAL "ui")
        target_link_libraries(${name} PRIVATE consentry_ui_test_support)
    endif()
    if(arg_LABEL STREQUAL "ui" OR "${arg_DEPENDS}" MATCHES "consentry_ui|consentry_desktop|Qt6::")
        consentry_test_headers(consentry_window_test_headers DEPENDS consentry_ui
            HEADERS ${consentry_common_headers} <QApplication> <QLabel> <QPainter> <QPushButton>
                <QScrollArea> <QTest> <ui/models/wallet_sources.h>)
        consentry_precompile(${name} consentry_window_test_headers)
    else()
        consentry_test_headers(consentry_core_test_headers DEPENDS consentry_base
            HEADERS ${consentry_common_headers} <QtCore/QByteArray> <QtCore/QList> <QtCore/QString>
                <QtTest/QTest> <core/ports/verified_ledger.h>)
        consentry_precompile(${name} consentry_core_test_headers)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 600)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT})
    consentry_test_environment(${name} ${arg_TIMEOUT})
endfunction()

# Time limits are there to end a hang, not to judge speed, so they are wide: a busy machine takes
# several times longer. Qt Test ends a function after five minutes by itself; here ctest's limit
# decides.
function(consentry_test_environment test seconds)
    set_property(TEST ${test} PROPERTY ENVIRONMENT QT_QPA_PLATFORM=offscreen LANG=C.UTF-8
        CONSENTRY_SOURCE_DIR=${CMAKE_SOURCE_DIR} QTEST_FUNCTION_TIMEOUT=${seconds}000)
endfunction()

# consentry_fuzz(<name> SOURCES <files…> DEPENDS <targets…>)
# With CONSENTRY_FUZZ a libFuzzer executable; otherwise the same source with a plain main that
# replays tests/data/corpus/<name>, as a unit test.
function(consentry_fuzz name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(fuzz_${name} ${arg_SOURCES})
    set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
    target_link_libraries(fuzz_${name} PRIVATE consentry_options ${arg_DEPENDS})
    if(NOT TARGET fuzz_targets)
        add_custom_target(fuzz_targets)
    endif()
    add_dependencies(fuzz_targets fuzz_${name})
    if(CONSENTRY_FUZZ)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    else()
        target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
        add_test(NAME corpus_${name}
                 COMMAND fuzz_${name} ${CMAKE_SOURCE_DIR}/tests/data/corpus/${name})
        set_tests_properties(corpus_${name} PROPERTIES LABELS unit TIMEOUT 120)
    endif()
endfunction()

# consentry_bench(<name> SOURCES <files…> DEPENDS <targets…>)
# One Google Benchmark executable, run by packaging/bench.sh. Goals stand in tests/bench/goals.json.
function(consentry_bench name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(bench_${name} ${arg_SOURCES})
    set_target_properties(bench_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
    target_link_libraries(bench_${name} PRIVATE consentry_options ${arg_DEPENDS}
        benchmark::benchmark benchmark::benchmark_main)
    if(NOT TARGET bench_programs)
        add_custom_target(bench_programs)
    endif()
    add_dependencies(bench_programs bench_${name})
endfunction()
