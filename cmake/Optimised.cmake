# SPDX-License-Identifier: GPL-3.0-or-later
# Code as people run it, whatever the build is for: optimised, without asserts and sanitizers.

function(waggle_optimise target)
    set_target_properties(${target} PROPERTIES WAGGLE_OPTIMISED ON)
    target_compile_options(${target} PRIVATE -O2)
    target_compile_definitions(${target} PRIVATE NDEBUG)
    target_link_libraries(${target} PRIVATE waggle_flags)
endfunction()

# One more library from the sources of others, compiled a second time. It links none of them; the caller names what they
# stand on.
function(waggle_optimised_library name)
    set(all)
    foreach(library ${ARGN})
        get_target_property(sources ${library} SOURCES)
        get_target_property(folder ${library} SOURCE_DIR)
        list(FILTER sources EXCLUDE REGEX "\\$<|_autogen")
        list(TRANSFORM sources PREPEND "${folder}/")
        list(APPEND all ${sources})
    endforeach()
    add_library(${name} STATIC ${all})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    waggle_optimise(${name})
endfunction()
