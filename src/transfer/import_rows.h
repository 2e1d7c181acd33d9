#pragma once

// The rows of a folder as an import takes them: in the order of the lists, and within a list in the order of
// the files; cells in canonical words; without the rows that were refused.

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lists/folder.h"
#include "records/record_store.h"
#include "vault/sealed.h"

namespace kader::transfer {

// Looks at the folder once when it is made. The folder must outlive it, unchanged.
class ImportRows {
public:
    explicit ImportRows(const lists::ListFolder&);

    std::size_t count() const { return m_count; }
    // Of what the rows say, in their order. The bytes of the files do not matter: a list that was saved again
    // in another way gives the same hash.
    const vault::Digest& content_hash() const { return m_hash; }

    // Rows that their lists accept and that are too large to be stored, told as a list tells its own.
    const std::vector<lists::Reject>& too_large() const { return m_too_large; }

    // The rows from number `first` on (the first row is 0), until the visitor says false.
    void each(std::size_t first, const std::function<bool(const records::Draft&)>&) const;

private:
    const lists::ListFolder& m_folder;
    std::vector<std::size_t> m_refused;  // Numbers of rows that no list or store takes.
    std::vector<lists::Reject> m_too_large;
    std::size_t m_count = 0;
    vault::Digest m_hash{};
};

// A digest of everything in a folder that decides what an import does.
vault::Digest seen_digest(const lists::ListFolder&, const ImportRows&);

// Which records of one list the folder speaks of, also when it does so in a row that was refused.
class ListMembers {
public:
    ListMembers(const lists::ListFolder&, const lists::ListType&);
    bool holds(std::string_view kenmerk) const;
    // Whether every row of the list came in, so that what is not there is not wanted any more.
    bool is_whole() const { return m_whole; }

private:
    std::set<std::string, std::less<>> m_kenmerken;
    std::set<std::string, std::less<>> m_refused;  // As far as they were told.
    bool m_whole = false;
};

}  // namespace kader::transfer
