#include "installation/settings.h"

#include "kernel/limits.h"
#include "system/files.h"
#include "toml/table_reader.h"

namespace kader::installation {

namespace {

constexpr std::size_t settings_bytes_max = 64 * limits::KiB;

// A TOML basic string: what is not plain is written as an escape.
std::string toml_text(const std::string& text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result.append({'\\', c});
        else if (byte < 0x20 || byte == 0x7F)
            result.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
        else
            result += c;
    }
    return result + "\"";
}

struct Settings {
    std::optional<storage::PostgresOptions> postgres;
    std::filesystem::path checkpoints;
};

Result<Settings> read_all(const Layout& at, const Refusals& refuse) {
    std::error_code none;
    if (!std::filesystem::exists(at.settings, none)) return Settings{};
    const auto bytes = system::read_file(at.settings, settings_bytes_max, true);
    if (!bytes)
        return bytes.error().code == Code::Forbidden ? refuse.others_may_read(at.settings)
                                                     : refuse.wrong_settings(bytes.error().detail);
    toml::Faults faults;
    Settings settings;
    const std::string text{bytes->begin(), bytes->end()};
    if (const auto whole = toml::parse(text, at.settings.string(), faults)) {
        toml::TableReader reader{*whole, at.settings.string(), faults};
        auto postgres = reader.optional_table("postgres");
        if (postgres) {
            settings.postgres = storage::PostgresOptions{postgres->text("owner"), postgres->text("server")};
            postgres->refuse_other_keys();
        }
        if (auto log = reader.optional_table("log")) {
            settings.checkpoints = log->text("checkpoints");
            log->refuse_other_keys();
        } else if (!postgres && faults.empty()) {
            reader.refuse("[postgres] is missing");
        }
        reader.refuse_other_keys();
    }
    if (!faults.empty()) return refuse.wrong_settings(toml::text_of(faults.sorted().front()));
    return settings;
}

}  // namespace

Result<std::optional<storage::PostgresOptions>> read_settings(const Layout& at, const Refusals& refuse) {
    KADER_TRY(settings, read_all(at, refuse));
    return std::move(settings.postgres);
}

Result<std::filesystem::path> read_checkpoint_folder(const Layout& at, const Refusals& refuse) {
    KADER_TRY(settings, read_all(at, refuse));
    return std::move(settings.checkpoints);
}

void write_settings(const Layout& at, const storage::PostgresOptions& postgres) {
    const std::string text =
        "# Where the database is. The owner changes the tables, the server uses them.\n"
        "[postgres]\nowner = " +
        toml_text(postgres.owner) + "\nserver = " + toml_text(postgres.server) + "\n";
    system::write_file_durably(at.settings, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()},
                               system::FileAccess::OwnerOnly);
}

}  // namespace kader::installation
