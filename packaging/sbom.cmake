# Writes sbom.cdx.json (CycloneDX 1.5): each library that the programs are linked with or that is compiled in, as the
# Debian package that the machine of the build has, and each npm package that is bundled into the pages, as
# web/package-lock.json names it. Knows: source, root, version, as finish.cmake does.
cmake_minimum_required(VERSION 3.25)
set(components "")

# JSON knows these two signs only in another form; versions and names hold no other that matters.
function(component type name its_version purl license)
  foreach(value name its_version purl license)
    string(REPLACE "\\" "\\\\" ${value} "${${value}}")
    string(REPLACE "\"" "\\\"" ${value} "${${value}}")
  endforeach()
  set(one "    {\"type\": \"${type}\", \"bom-ref\": \"${purl}\", \"name\": \"${name}\", \"version\": \"${its_version}\", \"purl\": \"${purl}\"")
  if(license)
    string(APPEND one ", \"licenses\": [{\"expression\": \"${license}\"}]")
  endif()
  list(APPEND components "${one}}")
  set(components "${components}" PARENT_SCOPE)
endfunction()

# What the loader of the system finds for the two programs.
set(libraries "")
foreach(program kader kader-decode)
  execute_process(COMMAND ldd "${root}/lib/kader/${program}" OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "=> /[^ ]+" found "${found}")
  list(APPEND libraries ${found})
endforeach()
list(TRANSFORM libraries REPLACE "^=> " "")
list(REMOVE_DUPLICATES libraries)
# dpkg knows a file by the name it was installed under, with or without /usr.
set(long_names "")
set(short_names "")
foreach(library IN LISTS libraries)
  file(REAL_PATH "${library}" real)
  list(APPEND long_names "${real}")
  string(REGEX REPLACE "^/usr" "" short "${real}")
  list(APPEND short_names "${short}")
endforeach()
execute_process(COMMAND dpkg -S ${long_names} ${short_names} OUTPUT_VARIABLE owners ERROR_QUIET)
set(packages "")
foreach(long short IN ZIP_LISTS long_names short_names)
  string(REPLACE "+" "\\+" long_pattern "${long}")
  string(REPLACE "+" "\\+" short_pattern "${short}")
  if(NOT "\n${owners}" MATCHES "\n([a-z0-9][-a-z0-9+.]*)[^\n ]*: (${long_pattern}|${short_pattern})\n")
    message(FATAL_ERROR "sbom: ${long} belongs to no Debian package")
  endif()
  list(APPEND packages ${CMAKE_MATCH_1})
endforeach()
# Compiled in from their headers.
list(APPEND packages libcli11-dev libtomlplusplus-dev libboost1.81-dev)
list(REMOVE_DUPLICATES packages)
list(SORT packages)
foreach(package IN LISTS packages)
  execute_process(COMMAND dpkg-query -W -f "\${Version} \${Architecture}\n" ${package}
    OUTPUT_VARIABLE about OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "\n.*" "" about "${about}")
  string(REGEX MATCH "^([^ ]+) ([^ ]+)$" matched "${about}")
  set(its_version ${CMAKE_MATCH_1})
  set(architecture ${CMAKE_MATCH_2})
  string(REPLACE "+" "%2B" encoded "${its_version}")
  string(REPLACE "+" "%2B" named "${package}")
  component(library ${package} ${its_version} "pkg:deb/debian/${named}@${encoded}?arch=${architecture}&distro=bookworm" "")
endforeach()

file(READ "${source}/web/package-lock.json" lock)
string(JSON count LENGTH "${lock}" packages)
math(EXPR last "${count} - 1")
foreach(at RANGE ${last})
  string(JSON place MEMBER "${lock}" packages ${at})
  if(place STREQUAL "")
    continue()
  endif()
  string(JSON about GET "${lock}" packages ${place})
  string(JSON is_dev ERROR_VARIABLE none GET "${about}" dev)
  string(JSON is_optional ERROR_VARIABLE none GET "${about}" optional)
  if(is_dev OR is_optional)
    continue()
  endif()
  string(REGEX REPLACE "^.*node_modules/" "" name "${place}")
  string(JSON its_version GET "${about}" version)
  string(JSON license ERROR_VARIABLE none GET "${about}" license)
  if(none)
    set(license "")
  endif()
  string(REPLACE "@" "%40" encoded "${name}")
  component(library ${name} ${its_version} "pkg:npm/${encoded}@${its_version}" "${license}")
endforeach()

list(REMOVE_DUPLICATES components)
list(JOIN components ",\n" joined)
string(TIMESTAMP now "%Y-%m-%dT%H:%M:%SZ" UTC)
file(WRITE "${root}/share/doc/kader/sbom.cdx.json" "{
  \"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.5\",
  \"version\": 1,
  \"metadata\": {
    \"timestamp\": \"${now}\",
    \"component\": {\"type\": \"application\", \"bom-ref\": \"kader\", \"name\": \"kader\", \"version\": \"${version}\", \"licenses\": [{\"expression\": \"EUPL-1.2\"}]}
  },
  \"components\": [
${joined}
  ]
}
")
