#pragma once

// The rules of this house that a machine can judge, each as a function from the files of the
// repository to complaints. Pure, so that each rule is also tried on a small house that breaks it.

#include <string>
#include <vector>

#include "tidy/source_text.h"

namespace kader::tidy {

// "src/staff/person.h:12: …", with what to do.
using Complaints = std::vector<std::string>;

// An include names the module itself or one that it may use; a module may use only those that
// src/CMakeLists.txt declares before it.
Complaints modules_use_only_what_they_may(const Tree&);
Complaints files_are_small(const Tree&);
Complaints headers_are_included_once(const Tree&);
// Clock, environment, terminal and regular expressions stand where they belong.
Complaints the_world_stays_at_the_door(const Tree&);
// A library with heavy headers is included in one file.
Complaints heavy_libraries_have_one_door(const Tree&);
// A length of time in a text of the program is a number of the law that escaped from norms/.
Complaints no_number_of_law_in_code(const Tree&);
Complaints every_todo_has_a_kind(const Tree&);
Complaints links_lead_somewhere(const Tree&);
Complaints every_module_has_a_readme(const Tree&);
// Neither a folder of somebody's machine nor the address of a package registry.
Complaints nothing_points_at_one_machine(const Tree&);
// docs/security-requirements.md: each test that is named there is in its file, "yes" and "half" name one, and whatever
// is not "yes" says why.
Complaints security_requirements_name_their_tests(const Tree&);

// R24 of docs/security-requirements.md: the program starts others by their path and with a list of words, and nothing through a shell.
Complaints no_shell_anywhere(const Tree&);
// R14 of docs/security-requirements.md: each statement for the database is a constant in the code, and never put together.
Complaints statements_are_constants(const Tree&);

// Words that the glossary tells not to use, where a header uses one as a name. A pointer for the
// reader: some are right.
Complaints discouraged_names(const Tree&);

}  // namespace kader::tidy
