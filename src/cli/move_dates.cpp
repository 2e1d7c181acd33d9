#include "cli/move_dates.h"

#include <fstream>
#include <sstream>

namespace kader::cli {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The pattern with d for a digit.
bool has_form(std::string_view text, std::string_view form) {
    if (text.size() < form.size()) return false;
    for (std::size_t at = 0; at < form.size(); ++at)
        if (form[at] == 'd' ? !is_digit(text[at]) : text[at] != form[at]) return false;
    return text.size() == form.size() || !is_digit(text[form.size()]);
}

bool is_cell_edge(char c) { return c == ';' || c == ',' || c == '\n' || c == '\r' || c == '"'; }

}  // namespace

std::string with_moved_dates(std::string_view text, int days, int year, int years) {
    constexpr std::size_t date_size = 10;
    const auto year_text = std::to_string(year);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const bool starts = at == 0 || !is_digit(text[at - 1]);
        const auto rest = text.substr(at);
        if (starts && (has_form(rest, "dddd-dd-dd") || has_form(rest, "dd-dd-dddd"))) {
            if (const auto day = parse_day(rest.substr(0, date_size))) {
                const auto moved = iso_text(*day + Days{days});
                const bool iso = rest[4] == '-';
                out += iso ? moved : moved.substr(8, 2) + "-" + moved.substr(5, 2) + "-" + moved.substr(0, 4);
                at += date_size;
                continue;
            }
        }
        const bool cell_starts = at == 0 || is_cell_edge(text[at - 1]);
        if (cell_starts && rest.substr(0, 4) == year_text && (rest.size() == 4 || is_cell_edge(rest[4]))) {
            out += std::to_string(year + years);
            at += year_text.size();
            continue;
        }
        out += text[at++];
    }
    return out;
}

std::optional<std::string> copy_with_moved_dates(const std::filesystem::path& folder,
                                                 const std::filesystem::path& into, CalendarDay was,
                                                 CalendarDay now) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::is_directory(folder, error)) return folder.string() + " is not a folder";
    fs::create_directories(into, error);
    if (error) return into.string() + ": " + error.message();
    if (!fs::is_empty(into, error)) return into.string() + " is not empty";
    const int days = int((now - was).count());
    const int year = int(civil(was).year()), years = int(civil(now).year()) - year;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream source{entry.path(), std::ios::binary};
        std::stringstream content;
        content << source.rdbuf();
        const bool is_list = entry.path().extension() == ".csv";
        std::ofstream copy{into / entry.path().filename(), std::ios::binary};
        copy << (is_list ? with_moved_dates(content.str(), days, year, years) : content.str());
        if (!source || !copy.flush()) return entry.path().string() + " could not be copied";
    }
    return {};
}

}  // namespace kader::cli
