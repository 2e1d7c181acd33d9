#pragma once

// The lists a practice begins with, out of its answers to "What applies to me": what it is (praktijk) and which kinds
// of care it gives (zorgsoorten), as rows that `kader check` and `kader import` read. A row says only what was
// answered; what was not, and what a person must still write down, is a note.
//
// Pure; any thread. Of the other interviews nothing can be made.

#include <string>
#include <string_view>
#include <vector>

#include "interviews/interview.h"

namespace kader::interviews {

inline constexpr std::string_view interview_of_first_lists = "what-applies";

struct FirstList {
    std::string name;  // "praktijk", as in docs/lists.md.
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  // At least one; as many cells as columns.
};

struct FirstNote {
    enum class About {
        Read,     // How an answer was read where it leaves room.
        LeftOut,  // What the answers do not say exactly enough for a row.
        ToDo,     // What only somebody of the practice knows.
    };
    About about = About::Read;
    std::string id;  // "legal-form"
    Text text;
};

struct FirstLists {
    CalendarDay from{};            // The day on which every row begins: that of the start, or else of asking.
    std::vector<FirstList> lists;  // None without rows. None at all for who has no business of their own.
    std::vector<FirstNote> notes;  // In the order of About.
    bool has_note(std::string_view id) const;
};

// `on`: the day of asking. Answers that read_answer() gave, to the interview of that name.
FirstLists first_lists(const Interview&, const Answers&, const Catalogue&, CalendarDay on);

}  // namespace kader::interviews
