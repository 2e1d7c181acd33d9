# Packs what Debian wants packed. Knows: source (of the repository), root (where it is installed), version.
cmake_minimum_required(VERSION 3.25)
string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(doc "${root}/share/doc/kader")
file(WRITE "${doc}/changelog" "kader (${version}) stable; urgency=medium

  * What changes for practices: /usr/share/doc/kader/CHANGELOG.md

 -- The contributors of Kader <kader@invalid>  ${today}
")
set(PROJECT_VERSION ${version})
configure_file("${source}/packaging/kader.1" "${root}/share/man/man1/kader.1" @ONLY)
foreach(file "${doc}/changelog" "${root}/share/man/man1/kader.1")
  execute_process(COMMAND gzip -9nf "${file}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
