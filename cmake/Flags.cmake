# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler flags in one place: every target of ours links waggle_flags.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(WAGGLE_CCACHE ccache)
if(WAGGLE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers need these two sloppinesses to be cached at all.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${WAGGLE_CCACHE})
endif()

# Warnings alone, for code that must choose its own sanitizer (the ThreadSanitizer tests).
add_library(waggle_warnings INTERFACE)
target_include_directories(waggle_warnings INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(waggle_warnings INTERFACE
    -Wall -Wextra -Wpedantic $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow> -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wimplicit-fallthrough
    -Werror=switch # a new enumerator is met in every switch; hence no `default:` over an enum of ours
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
if(CMAKE_UNITY_BUILD)
    # It takes each file for a header: a Private with members of an unnamed namespace is none.
    target_compile_options(waggle_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(WAGGLE_WERROR)
    target_compile_options(waggle_warnings INTERFACE -Werror)
endif()

add_library(waggle_flags INTERFACE)
target_link_libraries(waggle_flags INTERFACE waggle_warnings)
target_compile_definitions(waggle_flags INTERFACE
    QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_KEYWORDS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(WAGGLE_SANITIZE)
    # Not for a target that WAGGLE_OPTIMISED is set on: what counts instructions must be built as people run it.
    set(sanitized "$<NOT:$<BOOL:$<TARGET_PROPERTY:WAGGLE_OPTIMISED>>>")
    target_compile_options(waggle_flags INTERFACE
        "$<${sanitized}:-fsanitize=address,undefined;-fno-sanitize-recover=undefined;-fno-omit-frame-pointer>")
    target_link_options(waggle_flags INTERFACE "$<${sanitized}:-fsanitize=address,undefined>")
endif()

set(CMAKE_AUTOMOC_MOC_OPTIONS --include "${CMAKE_SOURCE_DIR}/cmake/moc_prelude.h")
