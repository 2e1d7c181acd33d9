#pragma once

// What the handlers stand on, and the endpoints they make.

#include <functional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "deadlines/deadline_rules.h"
#include "installation/installation.h"
#include "norm_book/norm_book.h"
#include "server/api_types.h"
#include "server/endpoint.h"
#include "server/fault_log.h"
#include "server/static_files.h"
#include "server/tool_jobs.h"
#include "server/writes.h"

namespace kader::server {

// A practice of the demonstration, and who one is in it.
struct DemoEntry {
    DemoPractice practice;
    subjects::ActorId account;
};

class KeyTurns;
class PublicDesk;

// All are set, and outlive it, where a request is answered; none where only the document is made.
struct House {
    installation::Installation* installation = nullptr;
    const norm_book::NormBook* book = nullptr;
    accounts::Accounts* accounts = nullptr;
    Standings* standings = nullptr;
    Writes* writes = nullptr;
    const StaticFiles* files = nullptr;
    ToolJobs* tools = nullptr;
    KeyTurns* turns = nullptr;
    const deadlines::DeadlineRules* deadlines = nullptr;  // Null: what needs a term of the law is refused.
    PublicDesk* desk = nullptr;  // Null: there are no pages for everybody.
    const FaultLog* faults = nullptr;
    const vault::Key* retry_key = nullptr;      // For what is kept of a request that may come again.
    std::vector<DemoEntry> demo = {};           // Empty: this is no demonstration.
    std::function<std::string()> metrics = {};  // In the text form of Prometheus.
    std::function<std::string()> address = {};  // "http://localhost:8420", as a browser on this machine reaches it.

    CalendarDay today() const;  // In the Netherlands.
};

// The day in the Netherlands.
CalendarDay amsterdam_day(const system::Clock&);

// Each keeps the reference; the house outlives them.
std::vector<Endpoint> session_endpoints(House&);   // Who is there, out, lock, the demonstration.
std::vector<Endpoint> sign_in_endpoints(House&);   // In, step by step, and giving a factor once more.
std::vector<Endpoint> account_endpoints(House&);   // One's own account, and the workstation one sits at.
std::vector<Endpoint> people_endpoints(House&);    // The accounts of a practice.
std::vector<Endpoint> check_endpoints(House&);
std::vector<Endpoint> record_endpoints(House&);
std::vector<Endpoint> destruction_endpoints(House&);  // Destroying a file, and what stands in the way.
std::vector<Endpoint> keeping_endpoints(House&);      // Keys and backups, for who keeps the installation.
std::vector<Endpoint> log_endpoints(House&);    // The log, its review, emergency access.
std::vector<Endpoint> tool_endpoints(House&);   // What the command line asks of a server that has the data.
std::vector<Endpoint> plain_endpoints(House&);  // health, metrics, the files of the front end.
Endpoint health_endpoint();
std::vector<Endpoint> all_endpoints(House&);

// The document of what is under /api, as it is committed: OpenAPI 3.1, indented.
std::string openapi_text(const std::vector<Endpoint>&);
// The same without a house to stand on.
std::string openapi_text();

}  // namespace kader::server
