/* The Korea-US deal, one path after the other: the yardstick for the package's own kernel.
 *
 * The arithmetic of the Python kernel in the same structure: construction goes period by period,
 * a project's whole operation is written in one go when it is built, and the waterfall reads what
 * stands ready by pool and period. Functions are named as there. It covers what the Korea-US case
 * uses: S-curves, backlog, a cap shared pro rata, overruns, hazards, salvage, loans, guarantees
 * with a fee, pools with tiers on a cumulative deemed balance fixed at selection, and the review
 * clause. All outcomes are filled, and the columns of flows that ours fills on that case.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PROJECTS = 64, MAX_TRANCHES = 8, MAX_POOLS = 64, MAX_COLUMNS = 64 };
enum { BUILDING, BUILT, ENDED };
enum { PLEDGOR, HOST };
enum { UNTIL_PRINCIPAL = 0, UNTIL_END = 5 };
enum { NPV, PAID_IN, DISTRIBUTED, MOIC, IRR, IRR_STATUS, RECOVERY, UNRECOVERED_PRINCIPAL,
       UNRECOVERED, UNRECOVERED_20, GUARANTEE_CALLS, LARGEST_OUTFLOW, OUTCOMES };
enum { IRR_FOUND, IRR_NOTHING_PAID, IRR_NO_SIGN_CHANGE, IRR_OUT_OF_BRACKET };
enum { YEARLY = 8 };

/* Columns of a path's flows; the parties' distributions follow, then the tiers' by party. */
enum { SPENT, CALL, LOAN_DRAW, GUARANTEE_CALL, FDI_PAID, LENDERS, HOST_PAID, CASH, SALVAGE,
       LENDER_SERVICE, LOAN_SERVICE, FEE, FIRMS, BALANCE, PRINCIPAL, UNMET, OPERATING_COUNT,
       N_COLUMNS };

/* Terms, in the order in which deal_c.py writes them. */
typedef struct {
    double dt, overrun_pledgor, overrun_host;
    long loan_base;
    double loan_rate;
    long loan_tenor, guarantee_base;
    double guarantee_rate;
    long guarantee_tenor;
    double fee;
    long deemed_base;
    double deemed_rate;
    long review_after, review_from_operation;
} Deal;
typedef struct {
    long first, selected, tranche, pool, life;
    double budget, duration, salvage_operation, salvage_build, equity, loan, guarantee, fdi;
} Project;
typedef struct { double size, cap; } Tranche;
typedef struct { long tier_first, tier_count; } Pool;

typedef struct {
    long periods, projects, tranches, pools, tiers, parties, steps, longest, benchmarks, years;
    const Deal *deal;
    const Project *project;
    const Tranche *tranche;
    const Pool *pool;
    const long *until, *year, *order;
    const double *curve, *output, *hazard, *share, *open_discount, *close_discount;
    const float *revenue, *benchmark;
    const double *cost_ratio, *build_ratio, *exposure;
} Plan;

/* Scratch of one path. */
typedef struct {
    int stage;
    double cost, within, step, progress, spent, due, state_due, hazard, loan, loan_rate, debt,
        debt_rate, deemed;
} Now;
typedef struct { double used, room, wanting, pro_rata; } Used;
typedef struct {
    double call, weight, weighted, principal, interest, paid, received;
    long first_call, first_output;
    int reviewed;
} Account;
typedef struct { double *cash, *receipt, *guarantee; } Ready;
typedef struct {
    Now now[MAX_PROJECTS];
    Used used[MAX_TRANCHES];
    Account account[MAX_POOLS];
    Ready ready[MAX_POOLS];      /* what projects give a pool, by period */
    double *flows[MAX_COLUMNS];  /* by period */
    double *opening, *closing, *joined;
    long live[MAX_PROJECTS];     /* projects that have begun and are not built */
} State;

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

/* Construction */

static double spent_share(const double *curve, long steps, double progress) {
    double place = progress * (double)steps;
    long left = (long)place < steps - 1 ? (long)place : steps - 1;
    return curve[left] + (place - (double)left) * (curve[left + 1] - curve[left]);
}

static void plan_need(const Plan *p, Now *now, long j) {
    const Project *terms = p->project + j;
    now->progress = lesser(1.0, now->progress + now->step);
    if (now->progress > 1.0 - 1e-9) now->progress = 1.0;
    double share = spent_share(p->curve + j * (p->steps + 1), p->steps, now->progress);
    now->due = greater(0.0, now->cost * share - now->spent);
    double cash = now->within * (terms->equity + terms->loan);
    cash += (1.0 - now->within) * p->deal->overrun_pledgor;
    now->state_due = now->due * cash;
}

static double tranche_cover(double left, double money) {
    if (money <= left * (1.0 + 1e-12) + 1e-6 || money <= 0.0) return 1.0;
    return greater(0.0, left / money);
}

static void spend(const Plan *p, State *s, long j, long t, double funded) {
    const Project *terms = p->project + j;
    Now *now = s->now + j;
    Used *used = s->used + terms->tranche;
    Account *pool = s->account + terms->pool;
    double money = funded * now->due, within = money * now->within, over = money - within;
    double equity = within * terms->equity + over * p->deal->overrun_pledgor;
    double loan = within * terms->loan, lenders = within * terms->guarantee;
    double firms = within * terms->fdi, host = over * p->deal->overrun_host;
    double total = equity + loan + lenders + firms;
    double covered = tranche_cover(p->tranche[terms->tranche].size - used->used, total);
    if (covered < 1.0) {
        host += (1.0 - covered) * total;
        equity *= covered, loan *= covered, lenders *= covered, firms *= covered;
    }
    used->used += equity + loan + lenders + firms;
    used->room -= equity + loan;
    now->spent += money;
    now->loan += loan;
    now->debt += lenders;
    pool->call += equity + loan;
    pool->weight += equity + loan;
    pool->weighted += (equity + loan) * now->deemed;
    s->flows[SPENT][t] += money;
    s->flows[CALL][t] += equity + loan;
    s->flows[LOAN_DRAW][t] += loan;
    s->flows[LENDERS][t] += lenders;
    s->flows[FDI_PAID][t] += firms;
    s->flows[HOST_PAID][t] += host;
    s->flows[UNMET][t] += now->due - money;
}

static void fund(const Plan *p, State *s, long j, long t) {
    const Now *now = s->now + j;
    if (now->due <= 0.0) return;
    spend(p, s, j, t, now->state_due <= 0.0 ? 1.0 : s->used[p->project[j].tranche].pro_rata);
}

static int is_finished(const Now *now) {
    if (now->stage != BUILDING || now->progress < 1.0) return 0;
    return now->spent >= now->cost * (1.0 - 1e-9);
}

/* Operation */

static double level_payment(double debt, double rate, long periods) {
    if (rate == 0.0) return debt / (double)periods;
    return debt * rate / -expm1(-(double)periods * log1p(rate));
}

static double firms_share(const Project *terms) {
    double owners = terms->equity + terms->fdi;
    return owners > 0.0 ? terms->fdi / owners : 0.0;
}

static void share_out(State *s, double firms, double cash, long q, long t) {
    s->flows[FIRMS][t] += cash * firms;
    s->ready[q].cash[t] += cash - cash * firms;
}

static void call_guarantee(State *s, double service, double call, long q, long t) {
    s->flows[LENDER_SERVICE][t] += service;
    s->flows[GUARANTEE_CALL][t] += call;
    s->ready[q].guarantee[t] += call;
}

static void end(const Project *terms, Now *now, State *s, double salvage, long t) {
    double money = salvage * lesser(now->spent, terms->budget);
    s->flows[SALVAGE][t] += money;
    if (now->debt > 0.0) {
        double lenders = lesser(money, now->debt);
        call_guarantee(s, now->debt, now->debt - lenders, terms->pool, t);
        money -= lenders;
    }
    double loan = lesser(money, now->loan);
    s->flows[LOAN_SERVICE][t] += loan;
    s->ready[terms->pool].receipt[t] += loan;
    now->debt = now->loan = 0.0;
    share_out(s, firms_share(terms), money - loan, terms->pool, t);
}

static void build(const Plan *p, State *s, double exposure, long j, long t) {
    Now *now = s->now + j;
    double dt = p->deal->dt;
    now->loan *= 1.0 + now->loan_rate * dt;
    now->debt *= 1.0 + now->debt_rate * dt;
    now->hazard += p->hazard[j * (p->longest + 1)] * dt;
    if (now->hazard >= exposure || t == p->periods - 1) {
        now->stage = ENDED;
        end(p->project + j, now, s, p->project[j].salvage_build, t);
    }
}

static double serve_lenders(const Deal *d, Now *now, State *s, double payment, double rate,
                            double cash, long q, long t) {
    double opening = now->debt, owed = opening * (1.0 + rate), due = lesser(payment, owed);
    now->debt = owed - due > 1e-9 * opening ? owed - due : 0.0;
    double paid = lesser(due, cash), fee = lesser(cash - paid, opening * d->fee * d->dt);
    call_guarantee(s, due, due - paid, q, t);
    s->flows[FEE][t] += fee;
    return cash - paid - fee;
}

static double serve_loan(Now *now, State *s, double payment, double rate, double cash, long q,
                         long t) {
    double owed = now->loan * (1.0 + rate), paid = lesser(lesser(payment, owed), cash);
    now->loan = owed - paid > 1e-9 * owed ? owed - paid : 0.0;
    s->flows[LOAN_SERVICE][t] += paid;
    s->ready[q].receipt[t] += paid;
    return cash - paid;
}

/* Serve debt until it is repaid; return the periods that this took. */
static long serve(const Deal *d, const Project *terms, Now *now, State *s, const double *output,
                  const float *revenue, long first, long count) {
    double firms = firms_share(terms);
    double loan_rate = now->loan_rate * d->dt, debt_rate = now->debt_rate * d->dt;
    double loan_payment = level_payment(now->loan, loan_rate, d->loan_tenor);
    double debt_payment = level_payment(now->debt, debt_rate, d->guarantee_tenor);
    long q = terms->pool;
    for (long age = 0; age < count; age++) {
        if (now->loan <= 0.0 && now->debt <= 0.0) return age;
        long t = first + age;
        double cash = output[age] * revenue[t];
        s->flows[CASH][t] += cash;
        if (now->debt > 0.0)
            cash = serve_lenders(d, now, s, debt_payment, debt_rate, cash, q, t);
        if (now->loan > 0.0) cash = serve_loan(now, s, loan_payment, loan_rate, cash, q, t);
        share_out(s, firms, cash, q, t);
    }
    return count;
}

static void pass_on(const double *restrict output, const float *restrict revenue, double firms,
                    long count, double *restrict cash, double *restrict to_firms,
                    double *restrict to_pool) {
    for (long k = 0; k < count; k++) {
        double money = output[k] * revenue[k];
        cash[k] += money;
        to_firms[k] += money * firms;
        to_pool[k] += money - money * firms;
    }
}

/* Return the periods, of at most some, after which the hazard has used up what is left. */
static long periods_until_default(const double *hazard, long count, double left) {
    if (hazard[count] < left) return count;
    long low = 1, high = count;
    while (low < high) {
        long middle = (low + high) / 2;
        if (hazard[middle] >= left) high = middle;
        else low = middle + 1;
    }
    return low;
}

static void operate(const Plan *p, State *s, const float *revenue, double exposure, long j,
                    long first) {
    const Project *terms = p->project + j;
    Now *now = s->now + j;
    Account *pool = s->account + terms->pool;
    const double *output = p->output + j * p->longest;
    now->stage = BUILT;
    if (pool->first_output < 0 || first < pool->first_output) pool->first_output = first;
    long count = terms->life < p->periods - first ? terms->life : p->periods - first;
    count = periods_until_default(p->hazard + j * (p->longest + 1), count, exposure - now->hazard);
    long served = 0;
    if (now->loan > 0.0 || now->debt > 0.0)
        served = serve(p->deal, terms, now, s, output, revenue, first, count);
    long then = first + served;
    pass_on(output + served, revenue + then, firms_share(terms), count - served,
            s->flows[CASH] + then, s->flows[FIRMS] + then, s->ready[terms->pool].cash + then);
    for (long t = first; t < first + count; t++) s->flows[OPERATING_COUNT][t] += 1.0;
    double left = 1.0 - (double)count / (double)terms->life;
    end(terms, now, s, terms->salvage_operation * left, first + count - 1);
}

/* Waterfall */

static void review(const Deal *d, Account *pool, long t) {
    long start = d->review_from_operation == 1 ? pool->first_output : pool->first_call;
    if (d->review_after > 0 && start >= 0 && t == start + d->review_after)
        pool->reviewed = pool->principal + pool->interest > 1e-6;
}

static void open_pool(const Deal *d, Account *pool, long t) {
    review(d, pool, t);
    if (pool->call > 0.0 && pool->first_call < 0) pool->first_call = t;
    pool->principal += pool->call;
    pool->paid += pool->call;
    pool->call = 0.0;
}

static void receive(Account *pool, double money) {
    double interest = lesser(money, pool->interest);
    pool->received += money;
    pool->interest -= interest;
    pool->principal = greater(0.0, pool->principal - (money - interest));
}

static double tier_amount(long until, double own, double need, double cash) {
    if (until == UNTIL_END) return cash;
    if (need <= 1e-9 * (1.0 + cash)) return 0.0;
    return own > 0.0 ? lesser(cash, need / own) : cash;
}

static void pay_tier(const Plan *p, State *s, Account *pool, const double *share, double money,
                     long k, long t) {
    for (long party = 0; party < p->parties; party++) {
        double part = money * share[party];
        s->flows[N_COLUMNS + party][t] += part;
        s->flows[N_COLUMNS + p->parties + k * p->parties + party][t] += part;
        if (party == PLEDGOR) receive(pool, part);
    }
}

static void distribute(const Plan *p, State *s, long q, long t) {
    Account *pool = s->account + q;
    double rate = pool->weight > 0.0 ? pool->weighted / pool->weight : 0.0;
    double cash = s->ready[q].cash[t];
    pool->interest += (pool->principal + pool->interest) * (rate * p->deal->dt);
    receive(pool, s->ready[q].receipt[t]);
    long first = p->pool[q].tier_first, count = p->pool[q].tier_count;
    for (long k = first; k < first + count && cash > 0.0; k++) {
        const double *share = p->share + (pool->reviewed && k == 0 ? p->tiers : k) * p->parties;
        double need = pool->principal + pool->interest;
        double money = tier_amount(p->until[k], share[PLEDGOR], need, cash);
        cash -= money;
        pay_tier(p, s, pool, share, money, k, t);
    }
}

static void book_guarantee(Account *pool, double call) {
    if (call <= 0.0) return;
    pool->principal += call;
    pool->paid += call;
}

/* One path */

static double rate_at(const Plan *p, long base, double rate, long path, long t) {
    if (base < 0) return rate;
    return rate + p->benchmark[(path * p->periods + t) * p->benchmarks + base];
}

static void reset_project(const Plan *p, Now *now, long j, long path) {
    const Deal *d = p->deal;
    const Project *terms = p->project + j;
    long selected = terms->selected, cell = path * p->projects + j;
    *now = (Now){
        .stage = BUILDING,
        .cost = terms->budget * p->cost_ratio[cell],
        .within = lesser(1.0, 1.0 / p->cost_ratio[cell]),
        .step = d->dt / (terms->duration * p->build_ratio[cell]),
        .deemed = rate_at(p, d->deemed_base, d->deemed_rate, path, selected),
        .loan_rate = rate_at(p, d->loan_base, d->loan_rate, path, selected),
        .debt_rate = rate_at(p, d->guarantee_base, d->guarantee_rate, path, selected),
    };
}

static void reset(const Plan *p, State *s, long path) {
    size_t line = sizeof(double) * (size_t)p->periods;
    for (long k = 0; k < N_COLUMNS + p->parties * (1 + p->tiers); k++) memset(s->flows[k], 0, line);
    for (long j = 0; j < p->projects; j++) reset_project(p, s->now + j, j, path);
    for (long n = 0; n < p->tranches; n++) s->used[n].used = 0.0;
    for (long q = 0; q < p->pools; q++) {
        memset(s->ready[q].cash, 0, line);
        memset(s->ready[q].receipt, 0, line);
        memset(s->ready[q].guarantee, 0, line);
        s->account[q] = (Account){.first_call = -1, .first_output = -1};
    }
}

/* Set what the projects want to spend in a period, and each tranche's share of it. */
static void plan_needs(const Plan *p, State *s, long count, long t) {
    int is_new_year = t == 0 || p->year[t] != p->year[t - 1];
    for (long n = 0; n < p->tranches; n++) {
        if (is_new_year) s->used[n].room = p->tranche[n].cap;
        s->used[n].wanting = 0.0;
    }
    for (long place = 0; place < count; place++) {
        long j = s->live[place];
        plan_need(p, s->now + j, j);
        s->used[p->project[j].tranche].wanting += s->now[j].state_due;
    }
    for (long n = 0; n < p->tranches; n++) {
        Used *used = s->used + n;
        used->pro_rata = used->wanting > 0.0 ? lesser(1.0, used->room / used->wanting) : 1.0;
    }
}

/* Fund and build; return how many projects go on building. */
static long construct(const Plan *p, State *s, long count, long path, long t) {
    long building = 0;
    for (long place = 0; place < count; place++) {
        long j = s->live[place], cell = path * p->projects + j;
        fund(p, s, j, t);
        build(p, s, p->exposure[cell], j, t);
        if (is_finished(s->now + j))
            operate(p, s, p->revenue + cell * p->periods, p->exposure[cell], j, t + 1);
        if (s->now[j].stage == BUILDING) s->live[building++] = j;
    }
    return building;
}

static void run_path(const Plan *p, State *s, long path) {
    long begun = 0, count = 0;
    reset(p, s, path);
    for (long t = 0; t < p->periods; t++) {
        while (begun < p->projects && p->project[p->order[begun]].first <= t)
            s->live[count++] = p->order[begun++];
        plan_needs(p, s, count, t);
        count = construct(p, s, count, path, t);
        for (long q = 0; q < p->pools; q++) {
            Account *pool = s->account + q;
            open_pool(p->deal, pool, t);
            distribute(p, s, q, t);
            book_guarantee(pool, s->ready[q].guarantee[t]);
            s->flows[BALANCE][t] += pool->principal + pool->interest;
            s->flows[PRINCIPAL][t] += greater(0.0, pool->paid - pool->received);
        }
    }
}

/* Outcomes */

static void party_flows(const Plan *p, State *s, long party) {
    double *const *flows = s->flows;
    for (long t = 0; t < p->periods; t++) {
        s->opening[t] = 0.0;
        s->closing[t] = flows[N_COLUMNS + party][t];
        if (party == PLEDGOR) {
            s->opening[t] = -flows[CALL][t];
            s->closing[t] += flows[LOAN_SERVICE][t] + flows[FEE][t];
            s->closing[t] -= flows[GUARANTEE_CALL][t];
        } else if (party == HOST) {
            s->opening[t] = -flows[HOST_PAID][t];
        }
    }
}

static double present_value(const Plan *p, const State *s, long party) {
    const double *open = p->open_discount + party * p->periods;
    const double *close = p->close_discount + party * p->periods;
    double value = 0.0;
    for (long t = 0; t < p->periods; t++)
        value += s->opening[t] * open[t] + s->closing[t] * close[t];
    return value;
}

/* The sum of flow[k] x factor^k, by four chains of Horner's rule side by side. */
static double at_rate(const double *flow, long count, double factor) {
    long whole = count - count % 4;
    double tail = 0.0;
    for (long k = count - 1; k >= whole; k--) tail = tail * factor + flow[k];
    double fourth = (factor * factor) * (factor * factor);
    double a = tail, b = 0.0, c = 0.0, d = 0.0;
    for (long k = whole - 4; k >= 0; k -= 4) {
        a = a * fourth + flow[k];
        b = b * fourth + flow[k + 1];
        c = c * fourth + flow[k + 2];
        d = d * fourth + flow[k + 3];
    }
    return a + factor * (b + factor * (c + factor * d));
}

static double root(const double *flow, long n, double left, double right, double at_left,
                   double at_right) {
    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (left + right), at_middle = at_rate(flow, n, middle);
        if ((at_middle > 0.0) == (at_left > 0.0)) left = middle, at_left = at_middle;
        else right = middle, at_right = at_middle;
        if (right - left < 0.05) break;
    }
    for (int i = 0; i < 60; i++) {
        double span = at_right - at_left;
        double middle = span != 0.0 ? (left * at_right - right * at_left) / span
                                    : 0.5 * (left + right);
        double at_middle = at_rate(flow, n, middle);
        if (at_middle == 0.0 || fabs(right - left) < 1e-14) return middle;
        if ((at_middle > 0.0) == (at_right > 0.0)) at_left *= 0.5;
        else left = right, at_left = at_right;
        if (fabs(middle - right) < 1e-15) return middle;
        right = middle, at_right = at_middle;
    }
    return right;
}

static double internal_rate(const double *flow, long n, double dt, int *status) {
    static const double guesses[] = {0.3, 0.1, 0.0, -0.1};
    double lowest = 0.0, highest = 0.0;
    for (long k = 0; k < n; k++) {
        lowest = lesser(lowest, flow[k]);
        highest = greater(highest, flow[k]);
    }
    *status = lowest == 0.0 ? IRR_NOTHING_PAID : highest == 0.0 ? IRR_NO_SIGN_CHANGE : IRR_FOUND;
    if (*status != IRR_FOUND) return NAN;
    double left = pow(1.0 + 10.0, -dt), right = pow(1.0 - 0.99, -dt);
    double at_left = at_rate(flow, n, left), at_right = at_rate(flow, n, right);
    if (at_left * at_right > 0.0) {
        *status = IRR_OUT_OF_BRACKET;
        return NAN;
    }
    for (int i = 0; i < 4; i++) {
        double factor = pow(1.0 + guesses[i], -dt), value = at_rate(flow, n, factor);
        if ((value > 0.0) == (at_left > 0.0)) {
            left = factor, at_left = value;
        } else {
            right = factor, at_right = value;
            break;
        }
    }
    return pow(root(flow, n, left, right, at_left, at_right), -1.0 / dt) - 1.0;
}

static void totals(const Plan *p, const State *s, long party, double *out) {
    double *const *flows = s->flows;
    double paid = 0.0, received = 0.0, running = 0.0, largest = 0.0;
    for (long t = 0; t < p->periods; t++) {
        if (t > 0 && p->year[t] != p->year[t - 1]) running = 0.0;
        double money = 0.0, back = flows[N_COLUMNS + party][t];
        if (party == PLEDGOR) {
            money = flows[CALL][t] + flows[GUARANTEE_CALL][t];
            back += flows[LOAN_SERVICE][t] + flows[FEE][t];
        } else if (party == HOST) {
            money = flows[HOST_PAID][t];
        }
        paid += money;
        received += back;
        running += money;
        largest = greater(largest, running);
    }
    out[PAID_IN] = paid, out[DISTRIBUTED] = received, out[LARGEST_OUTFLOW] = largest;
    out[MOIC] = paid > 0.0 ? received / paid : NAN;
}

static double recovery_years(const Plan *p, const State *s) {
    long first = -1, last = -1;
    double scale = 0.0;
    for (long t = 0; t < p->periods; t++) {
        double money = s->flows[CALL][t] + s->flows[GUARANTEE_CALL][t];
        if (money > 0.0 && first < 0) first = t;
        scale += money;
        if (s->flows[BALANCE][t] > 1e-9 * scale) last = t;
    }
    if (first < 0 || last == p->periods - 1) return NAN;
    return last >= 0 ? (double)(last + 2 - first) * p->deal->dt : p->deal->dt;
}

static double balance_after(const Plan *p, const State *s, double years) {
    for (long t = 0; t < p->periods; t++) {
        if (s->flows[CALL][t] <= 0.0) continue;
        long then = t + lrint(years / p->deal->dt) - 1;
        return then < p->periods ? s->flows[BALANCE][then] : NAN;
    }
    return 0.0;
}

static void recoveries(const Plan *p, const State *s, double *out) {
    for (long party = 0; party < p->parties; party++)
        for (int k = RECOVERY; k <= GUARANTEE_CALLS; k++) out[party * OUTCOMES + k] = NAN;
    double calls = 0.0;
    for (long t = 0; t < p->periods; t++) calls += s->flows[GUARANTEE_CALL][t];
    out[RECOVERY] = recovery_years(p, s);
    out[UNRECOVERED_PRINCIPAL] = s->flows[PRINCIPAL][p->periods - 1];
    out[UNRECOVERED] = s->flows[BALANCE][p->periods - 1];
    out[UNRECOVERED_20] = balance_after(p, s, 20.0);
    out[GUARANTEE_CALLS] = calls;
}

static void summarise(const Plan *p, State *s, double *outcomes) {
    long last = p->periods - 1;
    for (long party = 0; party < p->parties; party++) {
        double *out = outcomes + party * OUTCOMES;
        int status;
        party_flows(p, s, party);
        out[NPV] = present_value(p, s, party);
        totals(p, s, party, out);
        s->joined[0] = s->opening[0];
        for (long t = 1; t <= last; t++) s->joined[t] = s->closing[t - 1] + s->opening[t];
        s->joined[last + 1] = s->closing[last];
        out[IRR] = internal_rate(s->joined, p->periods + 1, p->deal->dt, &status);
        out[IRR_STATUS] = status;
    }
    recoveries(p, s, outcomes);
}

static void by_year(const Plan *p, const State *s, double *yearly) {
    double *const *flows = s->flows;
    memset(yearly, 0, sizeof(double) * (size_t)(p->years * YEARLY));
    for (long t = 0; t < p->periods; t++) {
        double *y = yearly + p->year[t] * YEARLY;
        y[0] += flows[CALL][t] + flows[GUARANTEE_CALL][t];
        y[1] += flows[N_COLUMNS + PLEDGOR][t] + flows[LOAN_SERVICE][t] + flows[FEE][t];
        y[2] += flows[N_COLUMNS + HOST][t];
        y[3] += flows[HOST_PAID][t];
        y[4] = flows[BALANCE][t];
        y[5] += flows[CASH][t] + flows[SALVAGE][t];
        y[6] += flows[LENDER_SERVICE][t];
        y[7] += flows[FIRMS][t];
    }
}

static void tier_totals(const Plan *p, const State *s, double *tiers) {
    for (long k = 0; k < p->tiers * p->parties; k++) {
        const double *flow = s->flows[N_COLUMNS + p->parties + k];
        double total = 0.0;
        for (long t = 0; t < p->periods; t++) total += flow[t];
        tiers[k] = total;
    }
}

static double imbalance(const Plan *p, const State *s) {
    double *const *flows = s->flows;
    double worst = 0.0;
    for (long t = 0; t < p->periods; t++) {
        double in = flows[CALL][t] + flows[FDI_PAID][t] + flows[LENDERS][t] + flows[HOST_PAID][t];
        worst = greater(worst, fabs(in - flows[SPENT][t]));
        in = flows[CASH][t] + flows[SALVAGE][t] + flows[GUARANTEE_CALL][t];
        double out = flows[LENDER_SERVICE][t] + flows[LOAN_SERVICE][t] + flows[FEE][t];
        out += flows[FIRMS][t];
        for (long party = 0; party < p->parties; party++) out += flows[N_COLUMNS + party][t];
        worst = greater(worst, fabs(in - out));
    }
    return worst;
}

static double *take(double **space, long count) {
    double *start = *space;
    *space += count;
    return start;
}

static void lay_out(const Plan *p, State *s, long columns, double *space) {
    for (long k = 0; k < columns; k++) s->flows[k] = take(&space, p->periods);
    for (long q = 0; q < p->pools; q++) {
        s->ready[q].cash = take(&space, p->periods);
        s->ready[q].receipt = take(&space, p->periods);
        s->ready[q].guarantee = take(&space, p->periods);
    }
    s->opening = take(&space, p->periods);
    s->closing = take(&space, p->periods);
    s->joined = take(&space, p->periods + 1);
}

/* Run some paths and fill their outcomes; return 1 where there is no memory for it. */
int run(const Plan *p, long first, long count, double *outcomes, double *yearly, double *tiers,
        double *unbalanced) {
    State s;
    long columns = N_COLUMNS + p->parties * (1 + p->tiers);
    long lines = columns + 3 * p->pools + 3;
    double *space = malloc(sizeof(double) * (size_t)(lines * p->periods + 1));
    if (space == NULL) return 1;
    lay_out(p, &s, columns, space);
    for (long i = 0; i < count; i++) {
        run_path(p, &s, first + i);
        summarise(p, &s, outcomes + i * p->parties * OUTCOMES);
        by_year(p, &s, yearly + i * p->years * YEARLY);
        tier_totals(p, &s, tiers + i * p->tiers * p->parties);
        unbalanced[i] = imbalance(p, &s);
    }
    free(space);
    return 0;
}
