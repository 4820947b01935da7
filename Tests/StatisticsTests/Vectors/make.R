# Writes the vectors in r/: what R 4.2.2 itself says.
#
#     Rscript make.R <folder with cesd.csv and persons.csv of the HELP data>
#
# Needs the packages survival (comes with R), jsonlite, exactRankTests and HSAUR3 (Debian: r-cran-jsonlite, r-cran-exactranktests,
# r-cran-hsaur3). Far tails, where R itself is not precise to 1e-9, are in make.py.
suppressPackageStartupMessages({library(survival); library(jsonlite); library(exactRankTests)})
help <- commandArgs(trailingOnly = TRUE)[1]
dir.create("r", showWarnings = FALSE)
set.seed(20161121)

write <- function(name, cases) {
  lines <- sapply(cases, function(case) toJSON(case, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"))
  writeLines(c("[", paste0(lines, c(rep(",", length(lines) - 1), "")), "]"), file.path("r", paste0(name, ".json")))
  cat(name, length(cases), "\n")
}
vec <- function(x) I(as.numeric(x))
quiet <- suppressWarnings

# Quantiles and description; R 4.2 misses the step at 7 percent of 100 by rounding, so there are 99
columns <- list(I(5), c(1, 2), c(3, 1, 2), 1:10, round(rnorm(27, 30, 8)), rnorm(50), c(1, 1, 1, 9), sample(0:40, 200, TRUE), 1:99)
probs <- c(0, .05, .07, .1, .25, .34, .5, .75, .9, .95, 1)
write("quantile", lapply(columns, function(x) list(values = vec(x), probs = probs,
  types = lapply(1:9, function(type) vec(quantile(as.numeric(x), probs, type = type, names = FALSE))))))
write("describe", lapply(columns[-1], function(x) list(values = vec(x), mean = mean(x), sd = sd(x), median = median(x),
  q = vec(quantile(x, c(.25, .75), names = FALSE)))))

# t tests
pairs <- list(list(x = c(1, 2, 3, 5), y = c(2, 1, 1, 1)), list(x = rnorm(12, 1), y = rnorm(12)),
  list(x = sample(0:40, 60, TRUE), y = sample(0:40, 60, TRUE)), list(x = rnorm(300, 25, 8), y = rnorm(300, 22, 8)))
write("t", lapply(pairs, function(p) {
  case <- list(first = vec(p$x), second = vec(p$y))
  for (level in c(.9, .95, .99)) {
    tests <- list(paired = t.test(p$x, p$y, paired = TRUE, conf.level = level), welch = t.test(p$x, p$y, conf.level = level),
      pooled = t.test(p$x, p$y, var.equal = TRUE, conf.level = level))
    case[[paste0("level", level * 100)]] <- lapply(tests, function(t) list(t = unname(t$statistic), df = unname(t$parameter), p = t$p.value,
      low = t$conf.int[1], high = t$conf.int[2]))
  }
  case
}))

# Ranks
signed <- list(c(1, 2, 3), c(-1, 2, 3, -4, 5), c(1, 1, -1, 2, 3, -3), c(0, 1, -2, 3, 4), c(0, 0, 1, 1, 2, -2, 3), rnorm(20, .5), rnorm(49, .3),
  rnorm(50, .3), rnorm(400, .1), sample(-6:9, 40, TRUE), sample(-6:9, 254, TRUE), sample(-40:40, 2000, TRUE), c(2), c(-1, 1))
write("signedRank", lapply(signed, function(d) {
  d <- d * 1
  a <- quiet(wilcox.test(d)); u <- quiet(wilcox.test(d, exact = FALSE, correct = FALSE)); c <- quiet(wilcox.test(d, exact = FALSE))
  e <- if (length(d) <= 60) quiet(wilcox.exact(d, exact = TRUE))$p.value else NA
  list(differences = vec(d), v = unname(a$statistic), automatic = a$p.value, corrected = c$p.value, uncorrected = u$p.value, exact = e)
}))
groups <- list(list(1:3, 4:6), list(c(1, 4, 6), c(2, 3, 5, 7)), list(rnorm(20), rnorm(25, .5)), list(rnorm(49), rnorm(49, .2)),
  list(rnorm(50), rnorm(30, .2)), list(sample(0:10, 30, TRUE), sample(2:12, 35, TRUE)), list(sample(0:40, 500, TRUE), sample(1:40, 300, TRUE)),
  list(c(1, 1, 1, 2), c(1, 2, 2, 3, 3)), list(7, 1:9))
write("mannWhitney", lapply(groups, function(g) {
  x <- g[[1]] * 1; y <- g[[2]] * 1
  a <- quiet(wilcox.test(x, y)); u <- quiet(wilcox.test(x, y, exact = FALSE, correct = FALSE)); c <- quiet(wilcox.test(x, y, exact = FALSE))
  e <- if (length(x) <= 60) quiet(wilcox.exact(x, y, exact = TRUE))$p.value else NA
  list(first = vec(x), second = vec(y), w = unname(a$statistic), automatic = a$p.value, corrected = c$p.value, uncorrected = u$p.value, exact = e)
}))

# Counts
write("sign", lapply(list(c(1, 0), c(3, 3), c(2, 9), c(11, 2), c(6, 1), c(40, 22), c(200, 260)), function(k)
  list(positive = k[1], negative = k[2], p = binom.test(k[1], sum(k))$p.value)))
write("mcNemar", lapply(list(c(4, 23), c(5, 15), c(1, 0), c(9, 9), c(30, 12), c(120, 150)), function(k) {
  m <- matrix(c(10, k[1], k[2], 20), 2)
  c <- mcnemar.test(m); u <- mcnemar.test(m, correct = FALSE)
  list(b = k[1], c = k[2], corrected = unname(c$statistic), correctedP = c$p.value, statistic = unname(u$statistic), p = u$p.value,
    exact = binom.test(k[1], sum(k))$p.value)
}))
tables <- list(matrix(c(21, 37, 24, 15), 2), matrix(c(3, 1, 1, 3), 2), matrix(c(12, 5, 7, 9), 2), matrix(c(0, 5, 5, 1), 2), matrix(c(40, 45, 60, 55), 2),
  matrix(c(10, 6, 20, 9, 30, 17), 2), matrix(c(12, 6, 18, 5, 10, 9, 16, 2, 8, 2, 9, 12), 3), matrix(c(3, 0, 1, 1, 2, 1, 0, 4, 3), 3))
write("tables", lapply(tables, function(m) {
  u <- quiet(chisq.test(m, correct = FALSE)); y <- quiet(chisq.test(m)); f <- fisher.test(m, workspace = 2e7)
  two <- all(dim(m) == 2)
  list(table = lapply(seq_len(nrow(m)), function(i) I(m[i, ])), statistic = unname(u$statistic), df = unname(u$parameter), p = u$p.value,
    yates = unname(y$statistic), yatesP = y$p.value, fisherP = f$p.value, oddsRatio = if (two) unname(f$estimate) else NA,
    low = if (two) f$conf.int[1] else NA, high = if (two && is.finite(f$conf.int[2])) f$conf.int[2] else NA)
}))
write("fit", lapply(list(list(c(10, 20, 30), c(1, 1, 1)), list(c(89, 37, 30, 28, 2), c(40, 20, 20, 15, 5)), list(c(0, 5), c(.3, .7)),
  list(c(500, 480, 530, 490), c(1, 1, 1, 1))), function(k) {
  t <- quiet(chisq.test(k[[1]], p = k[[2]], rescale.p = TRUE))
  list(observed = vec(k[[1]]), shares = vec(k[[2]]), statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
}))
write("holm", lapply(list(c(.01, .02, .03), c(.04, .001, .5, .9), I(.2), c(1, 1, 0), runif(12), c(1e-300, 1e-12, .04, .04)), function(p)
  list(p = vec(p), adjusted = vec(p.adjust(p, "holm")))))

# Survival
curve <- function(time, event, level) {
  of <- function(type) {
    s <- summary(survfit(Surv(time, event) ~ 1, conf.type = type, conf.int = level), censored = TRUE)
    list(time = vec(s$time), risk = vec(s$n.risk), event = vec(s$n.event), censored = vec(s$n.censor), survival = vec(s$surv),
      error = vec(ifelse(is.finite(s$std.err), s$std.err, NA)), low = vec(s$lower), high = vec(s$upper))
  }
  fit <- survfit(Surv(time, event) ~ 1)
  list(times = vec(time), events = as.logical(event), confidence = level, log = of("log"), logLog = of("log-log"), plain = of("plain"),
    median = unname(summary(fit)$table["median"]))
}
n <- 80; time <- ceiling(rexp(n, .02)); event <- runif(n) < .6
write("kaplanMeier", list(curve(c(1, 2, 3, 4), c(1, 1, 1, 1), .95), curve(c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
  c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0), .95), curve(time, event, .95), curve(time, event, .9),
  curve(c(5, 5, 8, 8), c(0, 0, 0, 0), .95), curve(aml$time, aml$status, .99)))
rank <- function(time, event, group) {
  s <- survdiff(Surv(time, event) ~ group)
  list(times = vec(time), events = I(as.logical(event)), groups = I(as.integer(factor(group)) - 1L), observed = vec(s$obs), expected = vec(s$exp),
    statistic = s$chisq, df = length(s$n) - 1, p = pchisq(s$chisq, length(s$n) - 1, lower.tail = FALSE))
}
lung2 <- lung[!is.na(lung$ph.ecog) & lung$ph.ecog < 3, ]
write("logRank", list(rank(aml$time, aml$status, aml$x), rank(lung$time, lung$status == 2, lung$sex), rank(lung2$time, lung2$status == 2, lung2$ph.ecog),
  rank(veteran$time, veteran$status, veteran$celltype), rank(time, event, rep(1:4, 20))))

# BtheB (HSAUR3): depression before and two months after, computer treatment against usual care
data(BtheB, package = "HSAUR3"); b <- BtheB[!is.na(BtheB$bdi.2m), ]
t <- t.test(b$bdi.pre, b$bdi.2m, paired = TRUE); w <- quiet(wilcox.test(b$bdi.pre, b$bdi.2m, paired = TRUE))
u <- quiet(wilcox.test(b$bdi.pre, b$bdi.2m, paired = TRUE, correct = FALSE))
tau <- b$bdi.2m[b$treatment == "TAU"]; bb <- b$bdi.2m[b$treatment == "BtheB"]
mw <- quiet(wilcox.test(tau, bb)); wt <- t.test(tau, bb)
write("btheb", list(list(pre = vec(b$bdi.pre), after = vec(b$bdi.2m), treated = I(b$treatment == "BtheB"), t = unname(t$statistic), p = t$p.value,
  low = t$conf.int[1], high = t$conf.int[2], v = unname(w$statistic), corrected = w$p.value, uncorrected = u$p.value, w = unname(mw$statistic),
  mannWhitneyP = mw$p.value, welch = unname(wt$statistic), welchDf = unname(wt$parameter), welchP = wt$p.value)))

# HELP (mosaicData HELPfull): CES-D at 0 and 6 months, its items at 0, linkage to primary care by group
cesd <- read.csv(file.path(help, "cesd.csv")); persons <- read.csv(file.path(help, "persons.csv"))
first <- cesd[cesd$TIME == 0, ]; later <- cesd[cesd$TIME == 6, ]
both <- merge(first, later, by = "ID"); both <- both[!is.na(both$CES_D.x) & !is.na(both$CES_D.y), ]
t <- t.test(both$CES_D.x, both$CES_D.y, paired = TRUE)
items <- as.matrix(first[, paste0("F1", LETTERS[1:20])]); items <- items[complete.cases(items), ]
# Four items are worded positively.
for (k in c("F1D", "F1H", "F1L", "F1P")) items[, k] <- 3 - items[, k]
alpha <- 20 / 19 * (1 - sum(apply(items, 2, var)) / var(rowSums(items)))
link <- persons[!is.na(persons$DAYSLINK) & !is.na(persons$LINKSTATUS), ]
s <- survdiff(Surv(DAYSLINK, LINKSTATUS) ~ GROUP, link); fit <- summary(survfit(Surv(DAYSLINK, LINKSTATUS) ~ GROUP, link), times = c(90, 180, 365))
write("help", list(list(before = vec(both$CES_D.x), after = vec(both$CES_D.y), t = unname(t$statistic), p = t$p.value, low = t$conf.int[1], high = t$conf.int[2],
  items = I(apply(items, 1, paste0, collapse = "")), alpha = alpha, sd = sd(rowSums(items)), times = vec(link$DAYSLINK),
  events = I(link$LINKSTATUS == 1), groups = I(as.integer(link$GROUP)), observed = vec(s$obs), expected = vec(s$exp), statistic = s$chisq,
  logRankP = pchisq(s$chisq, 1, lower.tail = FALSE), at = vec(fit$time), strata = I(as.integer(fit$strata)), survival = vec(fit$surv),
  low90 = vec(fit$lower), high90 = vec(fit$upper))))
