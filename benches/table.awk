# A made-up cell table: `awk -v models=200 -f benches/table.awk > table.csv`. Three levels, twelve tasks.
BEGIN {
  srand(7)
  split("arithmetic boolean brackets cars dates letters movies objects sequence shapes shuffle sort", tasks, " ")
  split("easy medium hard", levels, " ")
  split("family:llama family:qwen family:phi family:mistral", families, " ")
  split("size:small size:medium size:large", sizes, " ")
  split("zeroshot cot think", templates, " ")
  print "model,level,task,n,correct,truncated,tokens,guess_chance,groups"
  for (m = 1; m <= models; m++) {
    skill = 1.6 - 2.6 * m / models + 0.3 * rand()
    groups = families[1 + m % 4] ";" sizes[1 + m % 3] (m <= models / 5 ? ";top" : "") (m % 7 == 0 ? ";production" : "")
    name = sprintf("Model-%03d %s", m, templates[1 + m % 3])
    for (l = 1; l <= 3; l++)
      for (t = 1; t <= 12; t++) {
        if (m % 23 == 0 && l == 3 && t > 9) continue
        logit = skill - 0.8 * (l - 2) + 1.1 * sin(t * 2.1) + 0.6 * rand()
        p = 1 / (1 + exp(-logit))
        truncated = int(480 * (m % 5 == 0 ? 0.45 : 0.04) * rand() * l / 3)
        n = 480 - truncated
        chance = (t % 4 == 0) ? 0.25 : 0
        printf "%s,%s,%s,%d,%d,%d,%d,%s,%s\n", name, levels[l], tasks[t], n, int(n * (chance + (1 - chance) * p)), truncated, \
          900 + 700 * l + 900 * rand() + (m % 3) * 800, chance, groups
      }
  }
}
