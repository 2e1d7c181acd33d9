#pragma once

// The catalogue of treatments: what each one is to the law and to the quality framework. Norm data
// (norms/treatments.toml), each value with its certainty; a treatment that is not in it is in scope, and is asked
// about (the trade's list of exceptions is exhaustive).
//
// Immutable after loading; any thread.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "norm_book/norm_book.h"

namespace kader::catalogue {

using norm_book::Certainty;
using norm_book::Source;

// Is it care under the Wkkgz?
enum class Scope { Care, NotCare, Prohibited };
std::string_view word(Scope);  // "care", "not-care", "prohibited"

// A value of the catalogue, and how sure it is.
template <class T>
struct Judged {
    T value{};
    Certainty certainty = Certainty::Assumed;
    std::vector<Source> sources;
};

struct Treatment {
    std::string id;    // "botulinum-cosmetic"
    std::string code;  // "INJ-BTX"
    Text title;
    std::vector<std::string> words;  // Under which people look for it, besides the titles.
    Judged<Scope> scope;
    Text scope_reason;
    Judged<std::optional<int>> category;           // Of the quality framework, 1 to 3; nothing: none.
    Judged<std::vector<std::string>> reserved;     // Reserved procedures of Wet BIG art. 36: "injection" …
    std::vector<std::string> regimes;              // Other law that bears on it: "medicine" …
    Judged<std::vector<std::string>> performers;   // Who may do it: "physician" …
    Judged<std::optional<int>> reflection_days;    // Between proposal and treatment, at least; nothing: not known.
    Judged<std::optional<int>> least_age;
    Text dispute;                                  // What is contested; may be empty.
    std::vector<Source> sources;
    CalendarDay from{}, last_checked{};

    // The values of "id", "code", "scope", "scope_certainty", "category", "reserved", "regimes", "performers",
    // "reflection_days" or "least_age" as words, for conditions; none of any other name.
    const std::vector<std::string>& values_of(std::string_view attribute) const;
    std::map<std::string, std::vector<std::string>, std::less<>> values = {};  // What values_of() gives.
};

// The names that values_of() knows.
const std::vector<std::string>& attributes();

class Catalogue {
public:
    // Of the files of a norms folder. Every fault is collected. The book has the sources.
    static std::variant<Catalogue, std::vector<toml::Fault>> load(const std::vector<norm_book::NormFile>&,
                                                                  const norm_book::NormBook&);

    // As in the file.
    const std::vector<Treatment>& treatments() const { return m_treatments; }
    // By id or code.
    const Treatment* find(std::string_view name) const;
    // What stands for a treatment that nobody knows.
    const Treatment& unknown() const { return *find("unknown-treatment"); }
    // What was probably meant, best first, at most `most`: whole words before beginnings, beginnings before parts,
    // and a word of five letters or more also with one letter wrong. Accents and capitals do not count. A text of
    // more than 200 bytes finds nothing.
    std::vector<const Treatment*> search(std::string_view text, std::size_t most) const;

private:
    std::vector<Treatment> m_treatments;
    std::vector<std::vector<std::string>> m_words;  // Of each treatment, folded.
};

}  // namespace kader::catalogue
