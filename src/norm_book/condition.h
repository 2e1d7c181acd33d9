#pragma once

// The closed vocabulary in which a requirement says what meets it. One condition is a tree; what it
// means, day by day, is said here and nowhere else. evidence/ computes it; tests/ hold an oracle that
// computes it again by reading these sentences literally.
//
// Notation: f is a fact of the named kind whose attributes match `where`.
//   days(f) = the days on which f counts:
//     without `within` and `after`: [f.from, f.until);
//     with `within` = p: the days d of [f.from, f.until) with d <= f.from + p, p as in force on day d;
//     with `after` = p:  the days d of [f.from, f.until) with d >= f.from + p, p as in force on day d.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "toml/fault.h"

namespace kader::norm_book {

using toml::Position;

// Attribute `name` has one of `values`.
struct AttributeIs {
    std::string name;
    std::vector<std::string> values;
};

// What key of the subject under judgement a leaf looks under (only inside `has`).
enum class About {
    Subject,   // f.subject is the subject of the `every` or `some` around it
    Relation,  // f.subject is the relation of that subject's own fact (the owner of the document)
};

struct Condition {
    enum class Kind {
        All,     // every part holds
        Any,     // at least one part holds
        Not,     // its one part does not hold
        Exists,  // some f with d in days(f)
        Some,    // the number of subjects S with a fact f (f.subject = S, d in days(f)) for which `has`
                 // holds is at least `at_least`, or more than the number `more_than` in force on d.
                 // Without `has` every such subject counts.
        Every,   // there is a subject with a fact f (d in days(f)), and for each such subject and each
                 // such f, `has` holds. A gap in the past is judged beside it, by the requirement's
                 // look-back (see Requirement).
        Number,  // some f with d in days(f) whose number is at least `at_least`, or more than the
                 // number `more_than` in force on d
        Sum,     // only inside `has`: the numbers of all f under the key add up to at least the numbers
                 // of all facts of kind `covers` under the key, and there is at least one f
        Never,   // holds on no day: Kader does not keep this yet
    };

    Kind kind = Kind::Never;
    std::string name;              // For reasons and for the tests that break one condition at a time.
    std::vector<Condition> parts;  // All, Any: two or more. Not: one. Some: none or one. Every: one.
    std::string fact;
    std::vector<AttributeIs> where;
    std::string subject;  // Only facts about this key. The check's own use; files cannot say it.
    std::string within;  // Parameter ids; empty if absent.
    std::string after;
    std::optional<int> at_least;
    std::string more_than;  // Parameter id.
    std::string covers;
    About about = About::Subject;
    // Only for Exists inside `has`: f counts only on the days on which this condition's fact exists
    // with f.relation as its subject (the version that was read is still in force).
    std::shared_ptr<const Condition> during;
    Position position;
};

// The condition on one line, for comparing two editions: equal texts mean equal conditions.
std::string text_of(const Condition&);

}  // namespace kader::norm_book
