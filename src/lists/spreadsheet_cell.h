#pragma once

// Writing a cell of a list so that a spreadsheet shows it and computes nothing.
//
// Excel and its kin take a cell of a CSV file that starts with = + - or @ for something to compute,
// quotes or not. An apostrophe in front makes it text, so whoever writes a list puts one there, and
// whoever reads a list takes it off. What the reader refuses as a formula is left as it is: behind an
// apostrophe it is text, apostrophe and all, as someone typed it.

#include <string>
#include <string_view>

namespace kader::lists {

// As it goes into a CSV file, before quoting. unshielded() gives it back, except for a formula, which
// no record can hold.
std::string shielded(std::string_view text);
// What a trimmed cell says: at most one apostrophe is taken off.
std::string_view unshielded(std::string_view cell);

// One row of a CSV file with semicolons: shielded, and quoted where a reader could take a character
// for its own.
class CsvLine {
public:
    void add(std::string_view cell);
    // The row with its line end; the next one starts empty.
    std::string take();

private:
    std::string m_text;
    bool m_first = true;
};

}  // namespace kader::lists
