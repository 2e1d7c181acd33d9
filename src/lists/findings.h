#pragma once

// What a reader has to tell: rows that were refused, and things worth knowing that cost no row.

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/limits.h"
#include "lists/reason.h"

namespace kader::lists {

// One thing that is wrong. A row with two wrong cells gives two of these. Without `row` it is about
// the whole file, of which then nothing was read.
struct Reject {
    std::string list;  // Empty for a file that belongs to no list.
    std::string file;
    std::uint32_t row = 0;  // As Excel shows it; the header is row 1.
    std::string column;
    std::string kenmerk;
    Reason reason;
};

struct Notice {
    enum class Kind : std::uint8_t {
        UnknownFile,
        UnknownColumn,
        MissingList,
        NoLists,  // Nothing in the folder is a list.
        SameRowTwice,
        PointsAtNothing,  // A reference to a row that is not there.
        SamePersonTwice,
        RowsOfNoList,  // Rows of a mapped file that no `where` takes.
        MappedFileMissing,
    };
    Kind kind;
    std::string list;
    std::string file;
    std::uint32_t row = 0;  // The first one it is about; 0 if none.
    Reason reason;
};

struct Findings {
    std::vector<Reject> rejects;  // The first limits::list_rejects_kept_count_max of each list.
    std::vector<Notice> notices;
    std::size_t rows_read = 0;
    std::size_t rows_rejected = 0;  // All of them.
};

}  // namespace kader::lists
