# Every outside library, found once. packaging/install_dependencies.sh installs them.

find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Threads REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)

# LevelDB's own package file asks for the development files of Snappy, which nothing here uses.
find_path(LEVELDB_INCLUDE_DIR leveldb/db.h REQUIRED)
find_library(LEVELDB_LIBRARY leveldb REQUIRED)
add_library(LevelDB::LevelDB INTERFACE IMPORTED)
target_include_directories(LevelDB::LevelDB SYSTEM INTERFACE ${LEVELDB_INCLUDE_DIR})
target_link_libraries(LevelDB::LevelDB INTERFACE ${LEVELDB_LIBRARY} Threads::Threads)

if(CONSENTRY_DESKTOP)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg DBus LinguistTools)
    pkg_check_modules(ZXCVBN IMPORTED_TARGET zxcvbn)
    pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
    # Debian 12 has 1.4 and Debian 13 has 2.3, which refuses to stand for 1: no version is asked for.
    find_package(ZXing REQUIRED)
endif()
if(CONSENTRY_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.7) # its QTRY_ macros narrow a time limit
        target_compile_options(consentry_test_options INTERFACE -Wno-conversion)
    endif()
endif()
if(CONSENTRY_BENCH)
    find_package(benchmark REQUIRED)
endif()
