#pragma once

// The numbers of the review. None of them is a number of law: NEN 7513 asks that the log is reviewed and leaves open how.
// They are our own choices, those of section 5.7 of the security design, kept in one place.

#include <chrono>
#include <cstdint>

namespace kader::log_review {

struct Terms {
    std::size_t files_in_an_hour_max = 30;
    std::chrono::seconds brief{5};                    // Opened and left within it.
    std::chrono::minutes opened_after_search{15};     // A search by which nothing is opened within it stands out.
    std::int64_t exports_in_a_month_max = 2;
    std::int64_t export_rows_in_a_month_max = 500;
    std::size_t break_glass_in_a_month_max = 2;       // Of one person.
    int break_glass_working_days = 3;                 // Within which somebody else judges it.
    std::chrono::days unreviewed{7};                  // After which what nobody judged is raised.
};

}  // namespace kader::log_review
