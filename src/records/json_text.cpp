#include "records/json_text.h"

#include <boost/json.hpp>

#include "kernel/json_text.h"
#include "kernel/limits.h"

namespace kader::records {

void append_json(std::string& into, const Cells& cells) {
    into += '{';
    std::string_view between;
    for (const auto& [name, text] : cells) {
        into += between;
        append_json_text(into, name);
        into += ':';
        append_json_text(into, text);
        between = ",";
    }
    into += '}';
}

std::optional<Cells> read_json_cells(std::string_view text) {
    if (text.size() > limits::record_body_bytes_max) return {};
    // Most rows fit here, so that reading very many of them asks for no memory but their cells.
    unsigned char room[4096];
    boost::json::monotonic_resource resource{room};
    boost::json::parse_options options;
    options.max_depth = 2;
    boost::system::error_code fault;
    const auto value =
        boost::json::parse(boost::json::string_view{text.data(), text.size()}, fault, &resource, options);
    if (fault || !value.is_object()) return {};
    Cells cells;
    for (const auto& member : value.get_object()) {
        if (!member.value().is_string()) return {};
        const auto& cell = member.value().get_string();
        const std::string_view name{member.key().data(), member.key().size()};
        cells.emplace_hint(cells.end(), name, std::string_view{cell.data(), cell.size()});
    }
    std::string again;
    again.reserve(text.size());
    append_json(again, cells);
    if (again != text) return {};
    return cells;
}

}  // namespace kader::records
