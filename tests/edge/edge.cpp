#include "edge/edge.h"

namespace kader::edge_tests {

Outcome shell(const std::string& script, const cli_tests::Start& start) { return cli_tests::run_shell("set -eu\n" + script, start); }

bool has_program(const std::string& program) { return shell("command -v " + program).code == 0; }

void Certificate::renew() const {
    const auto made = shell("cd '" + folder().string() + "'\n"
                            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test "
                            "-addext 'subjectAltName=DNS:" + std::string{name} + "' -keyout key.new -out crt.new 2> /dev/null\n"
                            "chmod 400 key.new\nmv -f crt.new server.crt\nmv -f key.new server.key");
    REQUIRE_MESSAGE(made.code == 0, made.err);
}

std::vector<std::string> Certificate::serve(const DataFolder& data, const std::vector<std::string>& more) const {
    auto words = data.serve();
    for (const auto& word : {std::string{"--name"}, std::string{name}, std::string{"--tls-certificate"}, certificate(), std::string{"--tls-key"}, key()})
        words.push_back(word);
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Outcome curl(const Served& served, const std::string& authority, const std::string& target, const std::string& more) {
    const auto port = std::to_string(served.port());
    return shell("curl --silent --show-error --include --max-time 60 --cacert '" + authority + "' --resolve " + name + ":" + port + ":127.0.0.1 " + more +
                 " https://" + name + ":" + port + target);
}

}  // namespace kader::edge_tests
