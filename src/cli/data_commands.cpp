// init: making stored data.

#include <ostream>

#include "cli/server_client.h"
#include "cli/stored_data.h"
#include "server/tool_types.h"

namespace kader::cli {

namespace {

void tell_of_the_key(const Common& common, const installation::Installation& here,
                     const std::filesystem::path& data, std::ostream& out) {
    const auto key = harmless((data / "root.key").string());
    out << say(common.language, "\nDe hoofdsleutel staat in ", "\nThe root key is in ") << key
        << say(common.language, " (herkenningscode ", " (fingerprint ") << here.keyring().fingerprint()
        << ").\n"
        << say(common.language,
               "Zonder deze sleutel kan niemand de gegevens lezen: u niet, en wij ook niet.\n"
               "Bewaar daarom nu een kopie op een andere plek dan deze computer, bijvoorbeeld op een "
               "USB-stick in een kluis.\n"
               "Bewaar die kopie niet bij de reservekopie van de gegevens: wie allebei heeft, kan alles "
               "lezen.\n",
               "Without this key nobody can read the data: you cannot, and neither can we.\n"
               "So keep a copy now in another place than this computer, such as on a USB stick in a safe.\n"
               "Do not keep that copy with the backup of the data: whoever has both can read everything.\n");
}

void tell_of_practice(const Common& common, const std::string& name, std::ostream& out) {
    out << say(common.language, "De praktijk is gemaakt: ", "The practice was made: ") << harmless(trimmed(name)) << "\n";
}

void tell_of_folder(const Common& common, const installation::Installation& here, std::size_t practices,
                    const std::filesystem::path& data, std::ostream& out) {
    out << say(common.language, "De gegevens staan in ", "The data are in ") << harmless(data.string()) << "\n";
    // Said until there is something to lose, also when an earlier attempt broke off before it was said.
    if (practices <= 1) tell_of_the_key(common, here, data, out);
}

// A server has the folder: it adds the practice, and says how somebody gets in.
int init_by_server(const Common& common, const InitOptions& options, const ServerClient& server, std::ostream& out, std::ostream& err) {
    if (!options.practice.empty()) {
        const auto made = server.ask<server::PracticeMade>(server::tools_practices, {}, server::PracticeToMake{options.practice}, common.language);
        if (!made) return print_refusal(made.error(), err);
        tell_of_practice(common, options.practice, out);
        if (made->way_in)
            out << way_in_text(common.language, std::string{trimmed(options.practice)}, *made->way_in) << "\n";
        else
            out << say(common.language, "Hoe u het eerste account maakt, zegt kader serve als u het opnieuw start.\n",
                       "How to make the first account, kader serve says when you start it again.\n");
    }
    int code = Exit::Done;
    const auto here = open_data_to_read(common, options.data, err, code);
    if (!here) return code;
    tell_of_folder(common, *here, subjects::practices(*here->reader()).size(), options.data, out);
    return Exit::Done;
}

}  // namespace

int init_command(const Common& common, const InitOptions& options, std::ostream& out, std::ostream& err) {
    if (options.postgres_owner.empty() != options.postgres_server.empty()) {
        err << say(common.language,
                   "Geef --postgres-owner en --postgres-server allebei, of geen van beide.\n",
                   "Give both --postgres-owner and --postgres-server, or neither.\n");
        return Exit::Wrong;
    }
    // Before anything is made, so that a name that is refused leaves nothing behind.
    if (const auto name = subjects::practice_name(options.practice, common.language);
        !options.practice.empty() && !name)
        return print_refusal(name.error(), err);
    installation::Options how;
    how.language = common.language;
    how.root_key = common.root_key;
    if (!options.postgres_owner.empty())
        how.postgres = storage::PostgresOptions{options.postgres_owner, options.postgres_server};
    int code = Exit::Done;
    if (const auto made = installation::create(options.data, *common.clock, how); !made) {
        // Where the data are is settled when a server works with them.
        if (made.error().code != Code::Conflict || how.postgres) return print_refusal(made.error(), err);
        const auto taken = installation::Installation::open(options.data, *common.clock, how);
        const auto server = !taken && taken.error().code == Code::Conflict ? ServerClient::find(options.data) : std::nullopt;
        if (!server) return print_refusal(made.error(), err);
        return init_by_server(common, options, *server, out, err);
    }
    const auto here = open_data(common, options.data, err, code);
    if (!here) return code;
    if (!options.practice.empty()) {
        const auto added = here->add_practice(options.practice, access::operator_actor(common.user_number));
        if (!added) return print_refusal(added.error(), err);
        tell_of_practice(common, options.practice, out);
    }
    tell_of_folder(common, *here, subjects::practices(*here->reader()).size(), options.data, out);
    return Exit::Done;
}

}  // namespace kader::cli
