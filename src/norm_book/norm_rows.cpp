#include "norm_book/norm_rows.h"

#include "kernel/limits.h"
#include "norm_book/closed_lists.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

std::vector<ParsedFile> parse_below(const std::vector<NormFile>& files, std::string_view start, toml::Faults& faults) {
    const auto folder = std::string{start} + "/", single = std::string{start} + ".toml";
    std::vector<const NormFile*> found;
    for (const auto& file : files)
        if ((file.path == single || file.path.starts_with(folder)) && is_norm_file(file.path) && file.path.ends_with(".toml"))
            found.push_back(&file);
    std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
    std::vector<ParsedFile> parsed;
    for (const auto* file : found) {
        // A file that is too large has its fault from the book.
        if (file->bytes.size() > limits::norm_file_bytes_max) continue;
        const auto name = "norms/" + file->path;
        if (auto content = toml::parse(file->bytes, name, faults)) parsed.push_back({file->path, name, *std::move(content)});
    }
    return parsed;
}

std::vector<Source> read_sources(toml::TableReader& table, const NormBook& book, std::string_view key) {
    std::vector<Source> sources;
    for (auto& row : table.tables(key)) {
        // An empty article is a whole page.
        Source source{row.text("code"), row.possibly_empty_text("article")};
        if (!source.code.empty() && book.source(source.code) == nullptr)
            row.refuse_at("code", "the source \"" + source.code + "\" is not in norms/sources.toml; add it there");
        row.refuse_other_keys();
        sources.push_back(std::move(source));
    }
    if (sources.empty())
        table.refuse("there is no source here; write " + std::string{key} + " = [{ code = \"…\", article = \"…\" }]");
    return sources;
}

Certainty read_certainty(toml::TableReader& row, std::string_view key) { return row.choice(key, certainties); }

}  // namespace kader::norm_book
