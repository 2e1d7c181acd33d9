// Starts a PostgreSQL, runs a command that finds it in KADER_TEST_POSTGRES_OWNER and
// KADER_TEST_POSTGRES_SERVER (as libpq reads them), stops it, and ends as the command ended.
//
//   kader_with_postgres COMMAND [ARGUMENT…]

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>

#include "services/postgres_cluster.h"

int main(int count, char** words) {
    if (count < 2) {
        std::cerr << "usage: kader_with_postgres COMMAND [ARGUMENT…]\n";
        return 2;
    }
    try {
        kader::tests::PostgresCluster cluster;
        const auto database = cluster.fresh_database();
        setenv("KADER_TEST_POSTGRES_OWNER", database.owner.c_str(), 1);
        setenv("KADER_TEST_POSTGRES_SERVER", database.server.c_str(), 1);
        const pid_t child = fork();
        if (child == 0) {
            execvp(words[1], words + 1);
            _exit(127);
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) != child) return 1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
