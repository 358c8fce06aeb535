/* The Korea-US deal, one path after the other: the yardstick for the package's own kernel.
 *
 * An ordinary C loop: plain structs, one row of flows a period, no cleverness that a reader of the
 * Python kernel would not recognise. It covers what the Korea-US case uses: S-curves, backlog, a
 * cap shared pro rata, overruns, hazards, salvage, loans, guarantees with a fee, pools with tiers on
 * a cumulative deemed balance fixed at selection, and the review clause. All outcomes are filled.
 */
#include <math.h>
#include <string.h>

enum { MAX_PROJECTS = 64, MAX_TRANCHES = 8, MAX_POOLS = 64, MAX_TIERS = 6, MAX_PARTIES = 3,
       MAX_PERIODS = 1024 };
enum { WAITING, BUILDING, OPERATING, ENDED };
enum { UNTIL_PRINCIPAL = 0, UNTIL_END = 5 };
enum { NPV, PAID_IN, DISTRIBUTED, MOIC, IRR, IRR_STATUS, RECOVERY, UNRECOVERED_PRINCIPAL,
       UNRECOVERED, UNRECOVERED_20, GUARANTEE_CALLS, LARGEST_OUTFLOW, OUTCOMES };
enum { YEARLY = 8 };

/* Terms, in the order in which deal_c.py writes them. */
typedef struct {
    double dt, overrun_pledgor, loan_base, loan_rate, loan_tenor, guarantee_base, guarantee_rate,
        guarantee_tenor, fee, deemed_base, deemed_rate, review_after, review_from_operation;
} Deal;
typedef struct {
    double first, selected, tranche, pool, life, budget, duration, salvage_operation,
        salvage_build, equity, loan, guarantee, fdi;
} Project;
typedef struct { double size, cap; } Tranche;
typedef struct { double tier_first, tier_count; } Pool;

typedef struct {
    long periods, projects, tranches, pools, tiers, parties, steps, longest, benchmarks, years;
    const Deal *deal;
    const Project *project;
    const Tranche *tranche;
    const Pool *pool;
    const double *until, *share, *curve, *output, *hazard, *open_discount, *close_discount;
    const long *year;
    const float *revenue, *benchmark;
    const double *cost_ratio, *build_ratio, *exposure;
} Plan;

typedef struct {
    int stage, age, first, tranche, pool, life;
    double progress, step, spent, cost, within, cash_share, due, state_due, hazard, exposure, loan,
        loan_payment, loan_rate, debt, debt_payment, debt_rate, deemed;
} Now;
typedef struct { double used, room; } Used;
typedef struct {
    double call, host, cash, receipt, guarantee, weight, weighted, principal, interest, paid,
        received;
    int first_call, first_output;
} Account;

typedef struct {
    double spent, call, guarantee_call, fdi, lenders, host_paid, cash, salvage, lender_service,
        loan_service, fee, firms, balance, principal;
    double party[MAX_PARTIES], tier[MAX_TIERS][MAX_PARTIES];
} Row;

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

static double rate_at(const Plan *p, double base, double rate, long path, long t) {
    if (base < 0) return rate;
    return rate + p->benchmark[(path * p->periods + t) * p->benchmarks + (long)base];
}

static double level_payment(double debt, double rate, double periods) {
    if (rate == 0.0) return debt / periods;
    return debt * rate / -expm1(-periods * log1p(rate));
}

static void plan_need(const Plan *p, Now *now, long j, long t) {
    now->due = now->state_due = 0.0;
    if (now->stage == WAITING && t >= now->first) now->stage = BUILDING;
    if (now->stage != BUILDING) return;
    now->progress = lesser(1.0, now->progress + now->step);
    if (now->progress > 1.0 - 1e-9) now->progress = 1.0;
    const double *curve = p->curve + j * (p->steps + 1);
    double place = now->progress * (double)p->steps;
    long left = (long)place < p->steps - 1 ? (long)place : p->steps - 1;
    double share = curve[left] + (place - (double)left) * (curve[left + 1] - curve[left]);
    now->due = greater(0.0, now->cost * share - now->spent);
    now->state_due = now->due * now->cash_share;
}

static void spend(const Deal *d, const Project *terms, Now *now, const Tranche *tranche, Used *used,
                  Account *pool, Row *row, double funded) {
    double money = funded * now->due, within = money * now->within, over = money - within;
    double equity = within * terms->equity + over * d->overrun_pledgor;
    double loan = within * terms->loan, lenders = within * terms->guarantee;
    double firms = within * terms->fdi, total = equity + loan + lenders + firms;
    double left = tranche->size - used->used;
    if (total > 0.0 && total > left * (1.0 + 1e-12) + 1e-6) {
        double covered = greater(0.0, left / total);
        equity *= covered, loan *= covered, lenders *= covered, firms *= covered;
        total = equity + loan + lenders + firms;
    }
    used->used += total;
    used->room -= equity + loan;
    now->spent += money;
    now->loan += loan;
    now->debt += lenders;
    pool->call += equity + loan;
    pool->host += money - total;
    pool->weight += equity + loan;
    pool->weighted += (equity + loan) * now->deemed;
    row->spent += money;
    row->call += equity + loan;
    row->lenders += lenders;
    row->fdi += firms;
    row->host_paid += money - total;
}

static void fund(const Plan *p, Now *now, Used *used, Account *account, Row *row, long n) {
    double total = 0.0;
    for (long j = 0; j < p->projects; j++)
        if (now[j].tranche == n) total += now[j].state_due;
    double pro_rata = total > 0.0 ? lesser(1.0, used->room / total) : 1.0;
    for (long j = 0; j < p->projects; j++) {
        if (now[j].tranche != n || now[j].due <= 0.0) continue;
        double funded = now[j].state_due <= 0.0 ? 1.0 : pro_rata;
        spend(p->deal, p->project + j, now + j, p->tranche + n, used, account + now[j].pool, row,
              funded);
    }
}

static void share_out(const Project *terms, Account *pool, Row *row, double cash) {
    double owners = terms->equity + terms->fdi;
    double firms = owners > 0.0 ? cash * terms->fdi / owners : 0.0;
    row->firms += firms;
    pool->cash += cash - firms;
}

static void call_guarantee(Account *pool, Row *row, double service, double call) {
    row->lender_service += service;
    row->guarantee_call += call;
    pool->guarantee += call;
}

static void end(const Project *terms, Now *now, Account *pool, Row *row, double salvage) {
    now->stage = ENDED;
    double money = salvage * lesser(now->spent, terms->budget);
    row->salvage += money;
    if (now->debt > 0.0) {
        double lenders = lesser(money, now->debt);
        call_guarantee(pool, row, now->debt, now->debt - lenders);
        money -= lenders;
    }
    double loan = lesser(money, now->loan);
    row->loan_service += loan;
    pool->receipt += loan;
    now->debt = now->loan = 0.0;
    share_out(terms, pool, row, money - loan);
}

static void build(const Plan *p, const Project *terms, Now *now, Account *pool, Row *row, long j) {
    double dt = p->deal->dt;
    now->loan *= 1.0 + now->loan_rate * dt;
    now->debt *= 1.0 + now->debt_rate * dt;
    now->hazard += p->hazard[j * (p->longest + 1)] * dt;
    if (now->hazard >= now->exposure) {
        end(terms, now, pool, row, terms->salvage_build);
    } else if (now->progress >= 1.0 &&
               now->spent >= now->cost * (1.0 - 1e-9)) {
        now->stage = OPERATING;
        now->age = -1;
    }
}

static double serve_lenders(const Deal *d, Now *now, Account *pool, Row *row, double cash) {
    double opening = now->debt, owed = opening * (1.0 + now->debt_rate * d->dt);
    double due = lesser(now->debt_payment, owed);
    now->debt = owed - due > 1e-9 * opening ? owed - due : 0.0;
    double paid = lesser(due, cash), fee = lesser(cash - paid, opening * d->fee * d->dt);
    call_guarantee(pool, row, due, due - paid);
    row->fee += fee;
    pool->receipt += fee;
    return cash - paid - fee;
}

static double serve_loan(const Deal *d, Now *now, Account *pool, Row *row, double cash) {
    double owed = now->loan * (1.0 + now->loan_rate * d->dt);
    double paid = lesser(lesser(now->loan_payment, owed), cash);
    now->loan = owed - paid > 1e-9 * owed ? owed - paid : 0.0;
    row->loan_service += paid;
    pool->receipt += paid;
    return cash - paid;
}

static void operate(const Plan *p, const Project *terms, Now *now, Account *pool, Row *row, long j,
                    double index, long t) {
    const Deal *d = p->deal;
    now->age++;
    double cash = p->output[j * p->longest + now->age] * index;
    if (now->age == 0) {
        now->loan_payment = level_payment(now->loan, now->loan_rate * d->dt, d->loan_tenor);
        now->debt_payment = level_payment(now->debt, now->debt_rate * d->dt, d->guarantee_tenor);
        if (pool->first_output < 0) pool->first_output = (int)t;
    }
    row->cash += cash;
    if (now->debt > 0.0) cash = serve_lenders(d, now, pool, row, cash);
    if (now->loan > 0.0) cash = serve_loan(d, now, pool, row, cash);
    share_out(terms, pool, row, cash);
    now->hazard += p->hazard[j * (p->longest + 1) + 1 + now->age] * d->dt;
    if (now->age + 1 == now->life || t == p->periods - 1 || now->hazard >= now->exposure)
        end(terms, now, pool, row, terms->salvage_operation * (1.0 - (now->age + 1) / terms->life));
}

static void receive(Account *pool, double money) {
    double interest = lesser(money, pool->interest);
    pool->received += money;
    pool->interest -= interest;
    pool->principal = greater(0.0, pool->principal - (money - interest));
}

static int is_reviewed(const Deal *d, const Account *pool, long t) {
    int start = d->review_from_operation == 1.0 ? pool->first_output : pool->first_call;
    if (d->review_after <= 0 || start < 0 || t < start + (long)d->review_after) return 0;
    return pool->principal + pool->interest > 1e-6;
}

static void distribute(const Plan *p, const Pool *terms, Account *pool, Row *row, long t) {
    double rate = pool->weight > 0.0 ? pool->weighted / pool->weight : 0.0;
    pool->interest += (pool->principal + pool->interest) * rate * p->deal->dt;
    receive(pool, pool->receipt);
    double cash = pool->cash;
    int reviewed = is_reviewed(p->deal, pool, t);
    long first = (long)terms->tier_first, count = (long)terms->tier_count;
    for (long k = first; k < first + count && cash > 0.0; k++) {
        const double *share = p->share + (reviewed && k == 0 ? p->tiers : k) * p->parties;
        double money = cash;
        if (p->until[k] == UNTIL_PRINCIPAL) {
            double need = pool->principal + pool->interest;
            if (need <= 1e-9 * (1.0 + cash)) money = 0.0;
            else if (share[0] > 0.0) money = lesser(cash, need / share[0]);
        }
        cash -= money;
        for (long q = 0; q < p->parties; q++) {
            row->tier[k][q] += money * share[q];
            row->party[q] += money * share[q];
        }
        receive(pool, money * share[0]);
    }
    if (pool->guarantee > 0.0) {
        pool->principal += pool->guarantee;
        pool->paid += pool->guarantee;
    }
    row->balance += pool->principal + pool->interest;
    row->principal += greater(0.0, pool->paid - pool->received);
}

static void reset(const Plan *p, Now *now, long path) {
    const Deal *d = p->deal;
    for (long j = 0; j < p->projects; j++) {
        const Project *terms = p->project + j;
        long s = (long)terms->selected, cell = path * p->projects + j;
        double ratio = p->cost_ratio[cell], within = lesser(1.0, 1.0 / ratio);
        now[j] = (Now){
            .first = (int)terms->first, .tranche = (int)terms->tranche, .pool = (int)terms->pool,
            .life = (int)terms->life, .cost = terms->budget * ratio, .within = within,
            .cash_share = within * (terms->equity + terms->loan) + (1.0 - within) * d->overrun_pledgor,
            .step = d->dt / (terms->duration * p->build_ratio[cell]),
            .exposure = p->exposure[cell],
            .deemed = rate_at(p, d->deemed_base, d->deemed_rate, path, s),
            .loan_rate = rate_at(p, d->loan_base, d->loan_rate, path, s),
            .debt_rate = rate_at(p, d->guarantee_base, d->guarantee_rate, path, s),
        };
    }
}

static void run_path(const Plan *p, Row *rows, long path) {
    Now now[MAX_PROJECTS];
    Used used[MAX_TRANCHES] = {{0}};
    Account account[MAX_POOLS] = {{0}};
    memset(rows, 0, sizeof(Row) * (size_t)p->periods);
    reset(p, now, path);
    for (long q = 0; q < p->pools; q++) account[q].first_call = account[q].first_output = -1;
    for (long t = 0; t < p->periods; t++) {
        Row *row = rows + t;
        double wanting = 0.0;
        for (long q = 0; q < p->pools; q++) {
            Account *a = account + q;
            a->call = a->host = a->cash = a->receipt = a->guarantee = 0.0;
        }
        for (long j = 0; j < p->projects; j++) {
            if (now[j].stage < OPERATING) {
                plan_need(p, now + j, j, t);
                wanting += now[j].due;
            } else {
                now[j].due = now[j].state_due = 0.0;
            }
        }
        for (long n = 0; n < p->tranches; n++) {
            if (t == 0 || p->year[t] != p->year[t - 1]) used[n].room = p->tranche[n].cap;
            if (wanting > 0.0) fund(p, now, used + n, account, row, n);
        }
        for (long q = 0; q < p->pools; q++) {
            if (account[q].call > 0.0 && account[q].first_call < 0) account[q].first_call = (int)t;
            account[q].principal += account[q].call;
            account[q].paid += account[q].call;
        }
        const float *index = p->revenue + (path * p->periods + t) * p->projects;
        for (long j = 0; j < p->projects; j++) {
            if (now[j].tranche < 0) continue;
            Account *pool = account + now[j].pool;
            if (now[j].stage == BUILDING) build(p, p->project + j, now + j, pool, row, j);
            else if (now[j].stage == OPERATING)
                operate(p, p->project + j, now + j, pool, row, j, index[j], t);
        }
        for (long q = 0; q < p->pools; q++) distribute(p, p->pool + q, account + q, row, t);
    }
}

static double paid_by(const Row *row, long party) {
    return party == 0 ? row->call + row->guarantee_call : party == 1 ? row->host_paid : 0.0;
}

static double got_by(const Row *row, long party) {
    return party == 0 ? row->party[0] + row->loan_service + row->fee : row->party[party];
}

static double at_rate(const double *flow, long count, double factor) {
    double value = 0.0;
    for (long k = count - 1; k >= 0; k--) value = value * factor + flow[k];
    return value;
}

static double root(const double *flow, long n, double left, double right, double at_left,
                   double at_right) {
    for (int i = 0; i < 60 && right - left >= 1e-4; i++) {
        double middle = 0.5 * (left + right), value = at_rate(flow, n, middle);
        if ((value > 0.0) == (at_left > 0.0)) left = middle, at_left = value;
        else right = middle, at_right = value;
    }
    for (int i = 0; i < 60; i++) {
        double span = at_right - at_left;
        double middle = span != 0.0 ? (left * at_right - right * at_left) / span
                                    : 0.5 * (left + right);
        double value = at_rate(flow, n, middle);
        if (value == 0.0 || fabs(right - left) < 1e-14) return middle;
        if ((value > 0.0) == (at_right > 0.0)) at_left *= 0.5;
        else left = right, at_left = at_right;
        if (fabs(middle - right) < 1e-15) return middle;
        right = middle, at_right = value;
    }
    return right;
}

static void internal_rate(const double *flow, long n, double dt, double *out) {
    double lowest = 0.0, highest = 0.0;
    for (long k = 0; k < n; k++) {
        lowest = lesser(lowest, flow[k]);
        highest = greater(highest, flow[k]);
    }
    out[IRR] = NAN;
    if (lowest == 0.0) { out[IRR_STATUS] = 1; return; }
    if (highest == 0.0) { out[IRR_STATUS] = 2; return; }
    double left = pow(11.0, -dt), right = pow(1.0 - 0.99, -dt);
    double at_left = at_rate(flow, n, left), at_right = at_rate(flow, n, right);
    if (at_left * at_right > 0.0) { out[IRR_STATUS] = 3; return; }
    out[IRR] = pow(root(flow, n, left, right, at_left, at_right), -1.0 / dt) - 1.0;
    out[IRR_STATUS] = 0;
}

static void value_party(const Plan *p, const Row *rows, long party, double *out) {
    double flow[MAX_PERIODS + 1] = {0};
    double npv = 0.0, paid = 0.0, got = 0.0, running = 0.0, largest = 0.0;
    for (long t = 0; t < p->periods; t++) {
        const Row *row = rows + t;
        double opening = party == 0 ? -row->call : party == 1 ? -row->host_paid : 0.0;
        double closing = got_by(row, party) - (party == 0 ? row->guarantee_call : 0.0);
        npv += opening * p->open_discount[party * p->periods + t] +
               closing * p->close_discount[party * p->periods + t];
        if (t > 0 && p->year[t] != p->year[t - 1]) running = 0.0;
        paid += paid_by(row, party);
        got += got_by(row, party);
        running += paid_by(row, party);
        largest = greater(largest, running);
        flow[t] += opening;
        flow[t + 1] = closing;
    }
    out[NPV] = npv, out[PAID_IN] = paid, out[DISTRIBUTED] = got, out[LARGEST_OUTFLOW] = largest;
    out[MOIC] = paid > 0.0 ? got / paid : NAN;
    internal_rate(flow, p->periods + 1, p->deal->dt, out);
    for (int k = RECOVERY; k <= GUARANTEE_CALLS; k++) out[k] = NAN;
}

static void recoveries(const Plan *p, const Row *rows, double *out) {
    long first = -1, first_call = -1, last = -1, periods = p->periods;
    double scale = 0.0, calls = 0.0, dt = p->deal->dt;
    for (long t = 0; t < periods; t++) {
        double money = rows[t].call + rows[t].guarantee_call;
        if (money > 0.0 && first < 0) first = t;
        if (rows[t].call > 0.0 && first_call < 0) first_call = t;
        scale += money;
        calls += rows[t].guarantee_call;
        if (rows[t].balance > 1e-9 * scale) last = t;
    }
    if (first >= 0 && last != periods - 1)
        out[RECOVERY] = last >= 0 ? (double)(last + 2 - first) * dt : dt;
    out[UNRECOVERED_PRINCIPAL] = rows[periods - 1].principal;
    out[UNRECOVERED] = rows[periods - 1].balance;
    long then = first_call + (long)rint(20.0 / dt) - 1;
    out[UNRECOVERED_20] = first_call < 0 ? 0.0 : then < periods ? rows[then].balance : NAN;
    out[GUARANTEE_CALLS] = calls;
}

static void by_year(const Plan *p, const Row *rows, double *yearly, double *tiers) {
    memset(yearly, 0, sizeof(double) * (size_t)(p->years * YEARLY));
    memset(tiers, 0, sizeof(double) * (size_t)(p->tiers * p->parties));
    for (long t = 0; t < p->periods; t++) {
        double *y = yearly + p->year[t] * YEARLY;
        const Row *row = rows + t;
        y[0] += paid_by(row, 0);
        y[1] += got_by(row, 0);
        y[2] += row->party[1];
        y[3] += row->host_paid;
        y[4] = row->balance;
        y[5] += row->cash + row->salvage;
        y[6] += row->lender_service;
        y[7] += row->firms;
        for (long k = 0; k < p->tiers; k++)
            for (long q = 0; q < p->parties; q++) tiers[k * p->parties + q] += row->tier[k][q];
    }
}

static double imbalance(const Plan *p, const Row *rows) {
    double worst = 0.0;
    for (long t = 0; t < p->periods; t++) {
        const Row *row = rows + t;
        double in = row->call + row->fdi + row->lenders + row->host_paid;
        worst = greater(worst, fabs(in - row->spent));
        double out = row->lender_service + row->loan_service + row->fee + row->firms;
        for (long q = 0; q < p->parties; q++) out += row->party[q];
        worst = greater(worst, fabs(row->cash + row->salvage + row->guarantee_call - out));
    }
    return worst;
}

void run(const Plan *p, long first, long count, double *outcomes, double *yearly, double *tiers,
         double *unbalanced) {
    Row rows[MAX_PERIODS];
    for (long i = 0; i < count; i++) {
        double *out = outcomes + i * p->parties * OUTCOMES;
        run_path(p, rows, first + i);
        for (long q = 0; q < p->parties; q++) value_party(p, rows, q, out + q * OUTCOMES);
        recoveries(p, rows, out);
        by_year(p, rows, yearly + i * p->years * YEARLY, tiers + i * p->tiers * p->parties);
        unbalanced[i] = imbalance(p, rows);
    }
}
