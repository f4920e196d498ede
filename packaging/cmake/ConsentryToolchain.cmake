# Compiler-wide choices: warnings, sanitizers, hardening, ccache.

find_program(CONSENTRY_CCACHE ccache)
if(CONSENTRY_CCACHE)
    # A precompiled header is only cacheable when ccache may ignore its time stamps. With paths
    # below the source folder made relative, a second clone profits from the first one's cache.
    set(ccache_launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${CONSENTRY_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${ccache_launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache_launcher})
endif()

# There are some two hundred programs to link, most of them tests: GNU ld takes a tenth of a build.
find_program(CONSENTRY_MOLD mold)
if(CONSENTRY_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_library(consentry_options INTERFACE)
target_compile_options(consentry_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
    -Woverloaded-virtual -Wconversion -Wsign-conversion -Wdouble-promotion -Wformat=2
    -Wimplicit-fallthrough -Wunused-result)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(consentry_options INTERFACE -fpch-preprocess)
endif()
if(CONSENTRY_WERROR)
    target_compile_options(consentry_options INTERFACE -Werror)
endif()
target_include_directories(consentry_options INTERFACE ${CMAKE_SOURCE_DIR})

if(CONSENTRY_SANITIZE)
    set(sanitize_flags -fsanitize=${CONSENTRY_SANITIZE} -fno-omit-frame-pointer)
    if(CONSENTRY_SANITIZE MATCHES "undefined")
        list(APPEND sanitize_flags -fno-sanitize-recover=all)
    endif()
    add_compile_options(${sanitize_flags})
    add_link_options(${sanitize_flags})
    add_compile_definitions(CONSENTRY_SANITIZED)
endif()

if(CONSENTRY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(CONSENTRY_HARDEN)
    add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
                        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
    add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -pie)
endif()
