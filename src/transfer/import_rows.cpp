#include "transfer/import_rows.h"

#include <algorithm>

#include "kernel/text.h"
#include "records/cells.h"

namespace kader::transfer {

namespace {

records::Draft draft_of(const lists::ListType& type, const lists::RawRow& row) {
    return {&type, std::string{row.kenmerk}, records::canonical_cells(type, row.cells), records::Origin::TakenOver};
}

// No two rows have the same encoding: every part says first how long it is.
class Encoding {
public:
    void add(std::string_view part) {
        add(part.size());
        m_bytes += part;
    }
    void add(std::uint64_t number) {
        for (int shift = 56; shift >= 0; shift -= 8) m_bytes += static_cast<char>(number >> shift);
    }
    vault::Bytes bytes() const { return {reinterpret_cast<const std::uint8_t*>(m_bytes.data()), m_bytes.size()}; }

private:
    std::string m_bytes;
};

Encoding encoding_of(const records::Draft& draft) {
    Encoding encoding;
    encoding.add(draft.type->name);
    encoding.add(draft.kenmerk);
    encoding.add(draft.cells.size());
    for (const auto& [column, text] : draft.cells) {
        encoding.add(column);
        encoding.add(text);
    }
    return encoding;
}

lists::Reject reject_of(const lists::RawRow& row, records::Draft& draft, const Error& in_dutch) {
    draft.language = Language::English;
    const auto in_english = records::accept(draft);
    HALT_UNLESS(!in_english);
    return {std::string{row.list}, std::string{row.file}, row.number, {}, shortened(row.kenmerk),
            {in_dutch.detail, in_english.error().detail}};
}

bool has_refusals(const lists::ListFolder& folder, std::string_view list) {
    const auto& rejects = folder.findings().rejects;
    return std::ranges::find(rejects, list, &lists::Reject::list) != rejects.end();
}

}  // namespace

ImportRows::ImportRows(const lists::ListFolder& folder) : m_folder(folder) {
    Encoding start;
    start.add("kader-import-1");
    m_hash = vault::digest_of({start.bytes()});
    std::size_t number = 0;
    for (const auto& type : folder.types())
        folder.for_each_row(type.name, [&](const lists::RawRow& row) {
            const auto at = number++;
            auto draft = draft_of(type, row);
            if (const auto accepted = records::accept(draft); !accepted) {
                m_refused.push_back(at);
                // What is wrong in another way, the folder tells itself.
                if (accepted.error().code == Code::TooLarge) m_too_large.push_back(reject_of(row, draft, accepted.error()));
                return;
            }
            const auto encoding = encoding_of(draft);
            m_hash = vault::digest_of({m_hash, encoding.bytes()});
            ++m_count;
        });
}

void ImportRows::each(std::size_t first, const std::function<bool(const records::Draft&)>& visit) const {
    std::size_t number = 0, taken = 0;
    auto refused = m_refused.begin();
    bool goes_on = true;
    for (const auto& type : m_folder.types()) {
        if (!goes_on) return;
        m_folder.for_each_row(type.name, [&](const lists::RawRow& row) {
            if (!goes_on) return;
            if (refused != m_refused.end() && *refused == number) {
                ++refused;
                ++number;
                return;
            }
            ++number;
            if (taken++ >= first) goes_on = visit(draft_of(type, row));
        });
    }
}

vault::Digest seen_digest(const lists::ListFolder& folder, const ImportRows& rows) {
    Encoding encoding;
    encoding.add("kader-folder-1");
    for (const auto& type : folder.types()) {
        encoding.add(type.name);
        encoding.add(folder.has_list(type.name) ? 1 : 0);
        encoding.add(folder.count_rows(type.name));
    }
    const auto& findings = folder.findings();
    encoding.add(findings.rows_rejected);
    encoding.add(findings.rejects.size());
    for (const auto& reject : findings.rejects) {
        for (const auto* part : {&reject.list, &reject.file, &reject.column, &reject.kenmerk, &reject.reason.en}) encoding.add(*part);
        encoding.add(reject.row);
    }
    return vault::digest_of({rows.content_hash(), encoding.bytes()});
}

ListMembers::ListMembers(const lists::ListFolder& folder, const lists::ListType& type)
    : m_whole(folder.has_list(type.name) && !has_refusals(folder, type.name)) {
    folder.for_each_row(type.name, [&](const lists::RawRow& row) {
        m_kenmerken.emplace_hint(m_kenmerken.end(), row.kenmerk);
        if (m_whole && !records::accept(draft_of(type, row))) m_whole = false;
    });
    for (const auto& reject : folder.findings().rejects)
        if (reject.list == type.name && !reject.kenmerk.empty()) m_refused.insert(reject.kenmerk);
}

bool ListMembers::holds(std::string_view kenmerk) const {
    return m_kenmerken.contains(kenmerk) || (!m_refused.empty() && m_refused.contains(shortened(kenmerk)));
}

}  // namespace kader::transfer
