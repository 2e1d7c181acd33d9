// Any bytes as a list: no crash, no endless walk, and what was read can be read again.

#include <cstdint>
#include <cstdlib>

#include "lists/example_lists.h"
#include "lists/folder.h"

using namespace kader::lists;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto types = examples::types();
    if (size == 0) return 0;
    // The first byte chooses the list, so that the corpus can have all of them.
    const auto& type = types[data[0] % types.size()];
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    ListFolder folder{types};
    if (folder.add_text(type.name, bytes, "lijst.csv")) return 0;
    if (folder.add_text(type.name, bytes, "nog een keer.csv")) std::abort();
    const auto facts = folder.facts();
    // Every row that is kept has a kenmerk of its own and is either worth facts or told as refused.
    std::size_t kept = 0;
    std::string_view last;
    folder.for_each_row(type.name, [&](const RawRow& row) {
        ++kept;
        if (row.kenmerk.empty()) std::abort();
        for (const auto cell : row.cells)
            if (cell.size() > kader::limits::list_cell_bytes_max) std::abort();
    });
    if (folder.count_rows(type.name) != kept || facts.rows.size() > kept) std::abort();
    for (const auto& row : facts.rows) {
        if (row.kenmerk == last) std::abort();
        last = row.kenmerk;
        if (folder.remove(type.name, row.kenmerk)) std::abort();
        if (!folder.remove(type.name, row.kenmerk)) std::abort();
    }
    if (size < 256) (void)propose_mapping(folder.puzzling_files(), folder.types());
    (void)parse_mapping(bytes, types);
    return 0;
}
