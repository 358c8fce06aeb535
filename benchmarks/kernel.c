/* The Korea-US deal, one path after the other: the yardstick for the package's own kernel.
 *
 * The arithmetic of the Python kernel in the same structure: construction goes period by period,
 * a project's whole operation is written in one go when it is built, and the waterfall reads what
 * stands ready by pool and period. Functions are named as there. It covers what the Korea-US case
 * uses: S-curves, backlog, a cap shared pro rata, overruns, hazards, salvage, loans, guarantees
 * with a fee, pools with tiers on a cumulative deemed balance fixed at selection, the review
 * clause, specialists, reserves and exchange rate, relief, and calls not paid with what the host
 * withholds for them. All outcomes and yearly series are filled, and the columns of flows that ours
 * fills on that case.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PROJECTS = 64, MAX_TRANCHES = 8, MAX_POOLS = 64, MAX_COLUMNS = 64 };
enum { BUILDING, BUILT, ENDED };
enum { PLEDGOR, HOST };
enum { UNTIL_PRINCIPAL = 0, UNTIL_END = 5 };
enum { NPV, PAID_IN, DISTRIBUTED, MOIC, IRR, IRR_STATUS, RECOVERY, UNRECOVERED_PRINCIPAL,
       UNRECOVERED, UNRECOVERED_20, GUARANTEE_CALLS, LARGEST_OUTFLOW, GUARANTEES, OUTCOMES };
enum { DELAY, LONGEST_DELAY, LAST_CALL, LOWEST_RESERVES, FLOOR_BREACH, FLOOR_BREACH_ALONE,
       DEPRECIATION, LARGEST_FLOW, BOUGHT, BONDS, DEFERRED_CALLS, DECLINED_CALLS, SHARED };
enum { IRR_FOUND, IRR_NOTHING_PAID, IRR_NO_SIGN_CHANGE, IRR_OUT_OF_BRACKET };
enum { YEARLY = 16 };

/* Columns of a path's flows; the parties' distributions follow, then the tiers' by party. */
enum { SPENT, CALL, LOAN_DRAW, GUARANTEE_CALL, FDI_PAID, LENDERS, HOST_PAID, CASH, SALVAGE,
       LENDER_SERVICE, LOAN_SERVICE, FEE, FIRMS, WITHHELD, BALANCE, PRINCIPAL, UNMET,
       OPERATING_COUNT, SHORTFALL, DEFERRED, DECLINED, RESERVES, RESERVES_ALONE, EXCHANGE_RATE,
       FROM_INCOME, BOUGHT_NOW, BONDS_OUT, N_COLUMNS };

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
    long review_after, review_from_operation, withhold;
    double specialists, specialists_per_dollar, quota;
    long stay;
} Deal;
typedef struct {
    long first, selected, tranche, pool, life;
    double budget, duration, salvage_operation, salvage_build, equity, loan, guarantee, fdi,
        specialists;
} Project;
typedef struct { double size, cap; } Tranche;
typedef struct { long tier_first, tier_count; } Pool;
typedef struct {
    long on;
    double dt, start, income, other, noise, kept, red_line, floor;
    long watched;
    double swap, bonds, bond_cost, market, impact;
    long lag;
    double depreciation, reserves_below, defers, granted;
} Currency;

typedef struct {
    long periods, projects, tranches, pools, tiers, parties, steps, longest, benchmarks, years;
    const Deal *deal;
    const Project *project;
    const Tranche *tranche;
    const Pool *pool;
    const Currency *currency;
    const long *until, *year, *order;
    const double *curve, *output, *hazard, *share, *open_discount, *close_discount, *gdp;
    const float *revenue, *benchmark;
    const double *cost_ratio, *build_ratio, *exposure;
    const _Bool *missed;
    const float *available, *approved, *rate, *reserve_noise, *luck;
} Plan;

/* Scratch of one path. */
typedef struct {
    int stage;
    double cost, within, step, progress, spent, due, state_due, hazard, lost, loan, loan_rate,
        debt, debt_rate, deemed;
} Now;
typedef struct { double used, room, wanting, pro_rata; } Used;
typedef struct {
    double call, weight, weighted, principal, interest, paid, received;
    long first_call, first_output;
    int reviewed;
} Account;
typedef struct { double *cash, *receipt, *guarantee; } Ready;
typedef struct { double stock, admitted; } Staff;
typedef struct { double put_off, unpaid, settled; } Arrears;
typedef struct {
    double reserves, alone, lowest, income, room, bonds, effect, survival, survival_alone,
        year_flow, largest, bought;
} Purse;
typedef struct {
    Now now[MAX_PROJECTS];
    Used used[MAX_TRANCHES];
    Account account[MAX_POOLS];
    Ready ready[MAX_POOLS];      /* what projects give a pool, by period */
    double *flows[MAX_COLUMNS];  /* by period */
    Staff staff;
    Arrears arrears;
    Purse purse;
    double *admitted, *effects;  /* specialists, and the deal's effect on the rate, by period */
    double *opening, *closing, *joined;
    long live[MAX_PROJECTS];     /* projects that have begun and are not built */
} State;

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

/* Specialists */

static double specialists_needed(const Plan *p, const State *s, long count) {
    double work = 0.0;
    for (long place = 0; place < count; place++) {
        const Now *now = s->now + s->live[place];
        if (now->progress < 1.0)
            work += p->project[s->live[place]].specialists * now->cost * now->step;
    }
    return work / p->deal->dt * p->deal->specialists_per_dollar;
}

static void admit(const Deal *d, State *s, double approved, long t, int is_new_year) {
    Staff *staff = &s->staff;
    if (is_new_year) staff->admitted = 0.0;
    s->admitted[t] = lesser(approved, greater(0.0, d->quota - staff->admitted));
    staff->admitted += s->admitted[t];
    staff->stock += s->admitted[t];
    if (t >= d->stay) staff->stock -= s->admitted[t - d->stay];
}

static double share_at_work(const Plan *p, State *s, long count, long path, long t,
                            int is_new_year) {
    if (p->deal->specialists_per_dollar <= 0.0) return 1.0;
    long cell = path * p->periods + t;
    admit(p->deal, s, p->approved[cell], t, is_new_year);
    double needed = specialists_needed(p, s, count), available = p->available[cell];
    return needed <= 0.0 ? available : available * lesser(1.0, s->staff.stock / needed);
}

static void advance(double dt, double specialists, Now *now, double at_work) {
    double missing = specialists * (1.0 - at_work), step = now->step * (1.0 - missing);
    if (missing > 0.0 && now->progress < 1.0) {
        double needed = step > 0.0 ? lesser(1.0, (1.0 - now->progress) / step) : 1.0;
        now->lost += missing * dt * needed;
    }
    now->progress = lesser(1.0, now->progress + step);
    if (now->progress > 1.0 - 1e-9) now->progress = 1.0;
}

/* Construction */

static double spent_share(const double *curve, long steps, double progress) {
    double place = progress * (double)steps;
    long left = (long)place < steps - 1 ? (long)place : steps - 1;
    return curve[left] + (place - (double)left) * (curve[left + 1] - curve[left]);
}

static void plan_need(const Plan *p, Now *now, long j, double at_work) {
    const Project *terms = p->project + j;
    advance(p->deal->dt, terms->specialists, now, at_work);
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

/* Of a call, relief defers a part, and what is not paid of the rest is declined. */
static void fund(const Plan *p, State *s, long j, long t, double relieved, double paid) {
    const Now *now = s->now + j;
    if (now->due <= 0.0) return;
    double funded = now->state_due <= 0.0 ? 1.0 : s->used[p->project[j].tranche].pro_rata;
    if (now->state_due > 0.0 && relieved * paid < 1.0) {
        double due = funded * now->state_due;
        s->flows[DEFERRED][t] += (1.0 - relieved) * due;
        s->flows[DECLINED][t] += relieved * (1.0 - paid) * due;
        funded *= relieved * paid;
    }
    spend(p, s, j, t, funded);
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

/* Return the part of the pledgor's money that the host keeps for a call not made good. */
static double withhold(const Deal *d, State *s, double money, long t) {
    if (d->withhold == 0 || s->flows[SHORTFALL][t] <= 0.0) return 0.0;
    double withheld = lesser(money, s->flows[SHORTFALL][t]);
    s->flows[SHORTFALL][t] -= withheld;
    s->flows[WITHHELD][t] += withheld;
    return withheld;
}

static void pay_tier(const Plan *p, State *s, Account *pool, const double *share, double money,
                     long k, long t) {
    double withheld = withhold(p->deal, s, money * share[PLEDGOR], t);
    for (long party = 0; party < p->parties; party++) {
        double part = money * share[party];
        if (party == PLEDGOR) part -= withheld;
        else if (party == HOST) part += withheld;
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

/* Reserves and exchange rate */

static void open_year(const Currency *c, Purse *purse) {
    purse->income = 0.0, purse->room = c->bonds, purse->year_flow = 0.0;
}

/* Return the share of a call that is still made where the pledgor may ask for relief. */
static double relieved_share(const Plan *p, State *s, const float *rate, double luck, long t) {
    const Currency *c = p->currency;
    s->effects[t] = s->purse.effect;
    if (c->defers <= 0.0 || luck >= c->granted) return 1.0;
    int asks = s->purse.reserves < c->reserves_below;
    if (t >= c->lag) {
        double rise = rate[t] / rate[t - c->lag], moved = s->effects[t] - s->effects[t - c->lag];
        if (moved > 0.0) rise *= exp(moved);
        asks = asks || rise > 1.0 + c->depreciation;
    }
    return asks ? 1.0 - c->defers : 1.0;
}

/* Return the share of some calls that can be paid without crossing the red line. */
static double payable_share(const Currency *c, const Purse *purse, double wanted) {
    double rest = wanted - purse->income - purse->room, from_reserves = rest * (1.0 - c->market);
    if (from_reserves <= 0.0) return 1.0;
    double ready = greater(0.0, purse->reserves - purse->income + c->swap - c->red_line);
    if (from_reserves <= ready) return 1.0;
    return (wanted - rest + ready / (1.0 - c->market)) / wanted;
}

/* Find the dollars for an outflow: income, bonds, then the market and reserves. */
static void pay(const Currency *c, State *s, double money, double gdp, long t) {
    Purse *purse = &s->purse;
    double income = lesser(money, purse->income), bonds = lesser(money - income, purse->room);
    double rest = money - income - bonds, market = c->market * rest;
    purse->income -= income;
    purse->room -= bonds;
    purse->bonds += bonds;
    purse->reserves -= income + rest - market;
    purse->bought += market;
    purse->effect += c->impact * market / gdp;
    purse->year_flow += money;
    purse->largest = greater(purse->largest, purse->year_flow / gdp);
    s->flows[FROM_INCOME][t] = income;
    s->flows[BOUGHT_NOW][t] = market;
    s->flows[BONDS_OUT][t] = purse->bonds;
}

/* Return the probability that reserves touched the floor between two ends of a period. */
static double touch(const Currency *c, double before, double after) {
    double first = before - c->floor, last = after - c->floor;
    if (first <= 0.0 || last <= 0.0) return 1.0;
    double variance = c->noise * c->noise * c->dt;
    return variance > 0.0 ? exp(-2.0 * first * last / variance) : 0.0;
}

static void close_currency(const Currency *c, State *s, double rate, double noise, long t) {
    Purse *purse = &s->purse;
    double *const *flows = s->flows;
    double before = purse->reserves, before_alone = purse->alone;
    double received = flows[N_COLUMNS + PLEDGOR][t] + flows[LOAN_SERVICE][t] + flows[FEE][t];
    double other = c->other * c->dt + c->noise * sqrt(c->dt) * noise;
    double earned = c->income * greater(0.0, before) * c->dt;
    purse->reserves = before + earned + other + c->kept * received;
    purse->reserves -= c->bond_cost * purse->bonds * c->dt;
    purse->alone += c->income * greater(0.0, purse->alone) * c->dt + other;
    if (t < c->watched) {
        purse->survival *= 1.0 - touch(c, before, purse->reserves);
        purse->survival_alone *= 1.0 - touch(c, before_alone, purse->alone);
        purse->lowest = lesser(purse->lowest, lesser(before, purse->reserves));
    }
    flows[RESERVES][t] = purse->reserves;
    flows[RESERVES_ALONE][t] = purse->alone;
    flows[EXCHANGE_RATE][t] = purse->effect > 0.0 ? rate * exp(purse->effect) : rate;
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
    double start = p->currency->start;
    s->purse = (Purse){.reserves = start, .alone = start, .lowest = start, .survival = 1.0,
                       .survival_alone = 1.0};
    s->staff = (Staff){.stock = p->deal->specialists};
    s->arrears = (Arrears){0};
}

/* Set what the projects want to spend in a period, and each tranche's share of it. */
static void plan_needs(const Plan *p, State *s, long count, double at_work, int is_new_year) {
    for (long n = 0; n < p->tranches; n++) {
        if (is_new_year) s->used[n].room = p->tranche[n].cap;
        s->used[n].wanting = 0.0;
    }
    for (long place = 0; place < count; place++) {
        long j = s->live[place];
        plan_need(p, s->now + j, j, at_work);
        s->used[p->project[j].tranche].wanting += s->now[j].state_due;
    }
    for (long n = 0; n < p->tranches; n++) {
        Used *used = s->used + n;
        used->pro_rata = used->wanting > 0.0 ? lesser(1.0, used->room / used->wanting) : 1.0;
    }
}

static double wanted_of(const Plan *p, const State *s) {
    double wanted = 0.0;
    for (long n = 0; n < p->tranches; n++) wanted += lesser(s->used[n].wanting, s->used[n].room);
    return wanted;
}

/* Set the share of a call that relief leaves, and the share of that which is paid. */
static void find_money(const Plan *p, State *s, long path, long t, int is_new_year,
                       double *relieved, double *paid) {
    const Currency *c = p->currency;
    Purse *purse = &s->purse;
    long year = path * p->years + p->year[t];
    *relieved = 1.0, *paid = p->missed[year] ? 0.0 : 1.0;
    if (!c->on) return;
    if (is_new_year) open_year(c, purse);
    purse->income += c->income * greater(0.0, purse->reserves) * p->deal->dt;
    *relieved = relieved_share(p, s, p->rate + path * p->periods, p->luck[year], t);
    *paid *= payable_share(c, purse, *relieved * wanted_of(p, s));
}

/* Fund and build; return how many projects go on building. */
static long construct(const Plan *p, State *s, long count, long path, long t, double relieved,
                      double paid) {
    long building = 0;
    for (long place = 0; place < count; place++) {
        long j = s->live[place], cell = path * p->projects + j;
        fund(p, s, j, t, relieved, paid);
        build(p, s, p->exposure[cell], j, t);
        if (is_finished(s->now + j))
            operate(p, s, p->revenue + cell * p->periods, p->exposure[cell], j, t + 1);
        if (s->now[j].stage == BUILDING) s->live[building++] = j;
    }
    return building;
}

/* Return what is put off or unpaid by now; the column keeps what is so for the first time. */
static double outstanding(double *column, double carried, long t) {
    carried = greater(0.0, carried);
    column[t] = greater(0.0, column[t] - carried);
    return carried + column[t];
}

static void book_arrears(State *s, long t) {
    Arrears *a = &s->arrears;
    double *const *flows = s->flows;
    if (a->put_off + a->unpaid + flows[DEFERRED][t] + flows[DECLINED][t] <= 0.0) return;
    a->put_off = outstanding(flows[DEFERRED], a->put_off - flows[CALL][t], t);
    a->unpaid = outstanding(flows[DECLINED], a->unpaid - flows[CALL][t], t);
    a->settled = lesser(a->settled, a->unpaid);
    flows[SHORTFALL][t] = a->unpaid - a->settled;
}

static void run_pool(const Plan *p, State *s, long q, long t) {
    Account *pool = s->account + q;
    open_pool(p->deal, pool, t);
    distribute(p, s, q, t);
    book_guarantee(pool, s->ready[q].guarantee[t]);
    s->flows[BALANCE][t] += pool->principal + pool->interest;
    s->flows[PRINCIPAL][t] += greater(0.0, pool->paid - pool->received);
}

static void run_path(const Plan *p, State *s, long path) {
    const Currency *c = p->currency;
    long begun = 0, count = 0;
    reset(p, s, path);
    for (long t = 0; t < p->periods; t++) {
        int is_new_year = t == 0 || p->year[t] != p->year[t - 1];
        double relieved, paid;
        while (begun < p->projects && p->project[p->order[begun]].first <= t)
            s->live[count++] = p->order[begun++];
        double at_work = share_at_work(p, s, count, path, t, is_new_year);
        plan_needs(p, s, count, at_work, is_new_year);
        find_money(p, s, path, t, is_new_year, &relieved, &paid);
        count = construct(p, s, count, path, t, relieved, paid);
        book_arrears(s, t);
        for (long q = 0; q < p->pools; q++) run_pool(p, s, q, t);
        if (s->arrears.settled < s->arrears.unpaid) s->arrears.settled += s->flows[WITHHELD][t];
        if (c->on) {
            long cell = path * p->periods + t;
            pay(c, s, s->flows[CALL][t] + s->flows[GUARANTEE_CALL][t], p->gdp[t], t);
            close_currency(c, s, p->rate[cell], p->reserve_noise[cell], t);
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

/* Fill the part of the present values that fees and guarantee calls make up. */
static void guarantees(const Plan *p, const State *s, double *out) {
    double value = 0.0;
    for (long party = 0; party < p->parties; party++) out[party * OUTCOMES + GUARANTEES] = 0.0;
    for (long t = 0; t < p->periods; t++)
        value += (s->flows[FEE][t] - s->flows[GUARANTEE_CALL][t]) * p->close_discount[t];
    out[GUARANTEES] = value;
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
    guarantees(p, s, outcomes);
}

static void one_year(const State *s, long first, long end, double *out) {
    double *const *flows = s->flows;
    double paid = 0.0, received = 0.0, to_host = 0.0, by_host = 0.0, cash = 0.0, lenders = 0.0;
    double firms = 0.0, income = 0.0, bought = 0.0, arrears = 0.0, guaranteed = 0.0;
    for (long t = first; t < end; t++) {
        paid += flows[CALL][t] + flows[GUARANTEE_CALL][t];
        received += flows[N_COLUMNS + PLEDGOR][t] + flows[LOAN_SERVICE][t] + flows[FEE][t];
        to_host += flows[N_COLUMNS + HOST][t];
        by_host += flows[HOST_PAID][t];
        cash += flows[CASH][t] + flows[SALVAGE][t];
        lenders += flows[LENDER_SERVICE][t];
        firms += flows[FIRMS][t];
        income += flows[FROM_INCOME][t];
        bought += flows[BOUGHT_NOW][t];
        arrears += flows[SHORTFALL][t] + flows[WITHHELD][t] > 0.0;
        guaranteed += flows[GUARANTEE_CALL][t];
    }
    out[0] = paid, out[1] = received, out[2] = to_host, out[3] = by_host;
    out[4] = flows[BALANCE][end - 1], out[5] = cash, out[6] = lenders, out[7] = firms;
    out[8] = flows[RESERVES][end - 1], out[9] = flows[RESERVES_ALONE][end - 1];
    out[10] = flows[EXCHANGE_RATE][end - 1], out[11] = income, out[12] = bought;
    out[13] = flows[BONDS_OUT][end - 1], out[14] = arrears / (double)(end - first);
    out[15] = guaranteed;
}

static void by_year(const Plan *p, const State *s, double *yearly) {
    long first = 0;
    for (long last = 0; last < p->periods; last++) {
        if (last + 1 < p->periods && p->year[last + 1] == p->year[last]) continue;
        one_year(s, first, last + 1, yearly + p->year[last] * YEARLY);
        first = last + 1;
    }
}

/* Fill the outcomes of construction: months of delay, and the last call. */
static void schedule_outcomes(const Plan *p, const State *s, double *out) {
    double weighted = 0.0, budget = 0.0, longest = 0.0;
    for (long j = 0; j < p->projects; j++) {
        weighted += p->project[j].budget * s->now[j].lost;
        budget += p->project[j].budget;
        longest = greater(longest, s->now[j].lost);
    }
    out[DELAY] = budget > 0.0 ? 12.0 * weighted / budget : 0.0;
    out[LONGEST_DELAY] = 12.0 * longest;
    long first = -1, last = -1;
    for (long t = 0; t < p->periods; t++) {
        if (s->flows[CALL][t] <= 0.0) continue;
        last = t;
        if (first < 0) first = t;
    }
    out[LAST_CALL] = first >= 0 ? (double)(last - first) * p->deal->dt : NAN;
}

static void currency_outcomes(const Plan *p, const State *s, double *out) {
    const Purse *purse = &s->purse;
    double deferred = 0.0, declined = 0.0;
    for (long t = 0; t < p->periods; t++) {
        deferred += s->flows[DEFERRED][t];
        declined += s->flows[DECLINED][t];
    }
    out[LOWEST_RESERVES] = purse->lowest;
    out[FLOOR_BREACH] = 1.0 - purse->survival;
    out[FLOOR_BREACH_ALONE] = 1.0 - purse->survival_alone;
    out[DEPRECIATION] = exp(purse->effect) - 1.0;
    out[LARGEST_FLOW] = purse->largest;
    out[BOUGHT] = purse->bought;
    out[BONDS] = purse->bonds;
    out[DEFERRED_CALLS] = deferred;
    out[DECLINED_CALLS] = declined;
}

static void shared_outcomes(const Plan *p, const State *s, double *out) {
    schedule_outcomes(p, s, out);
    for (int k = LOWEST_RESERVES; k < SHARED; k++) out[k] = NAN;
    if (p->currency->on) currency_outcomes(p, s, out);
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
    s->admitted = take(&space, p->periods);
    s->effects = take(&space, p->periods);
    s->opening = take(&space, p->periods);
    s->closing = take(&space, p->periods);
    s->joined = take(&space, p->periods + 1);
}

/* Run some paths and fill their outcomes; return 1 where there is no memory for it. */
int run(const Plan *p, long first, long count, double *outcomes, double *yearly, double *tiers,
        double *shared, double *unbalanced) {
    State s;
    long columns = N_COLUMNS + p->parties * (1 + p->tiers);
    long lines = columns + 3 * p->pools + 5;
    double *space = malloc(sizeof(double) * (size_t)(lines * p->periods + 1));
    if (space == NULL) return 1;
    lay_out(p, &s, columns, space);
    for (long i = 0; i < count; i++) {
        run_path(p, &s, first + i);
        summarise(p, &s, outcomes + i * p->parties * OUTCOMES);
        by_year(p, &s, yearly + i * p->years * YEARLY);
        tier_totals(p, &s, tiers + i * p->tiers * p->parties);
        shared_outcomes(p, &s, shared + i * SHARED);
        unbalanced[i] = imbalance(p, &s);
    }
    free(space);
    return 0;
}
