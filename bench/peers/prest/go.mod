module border-ledger-bench/prest

go 1.24

require github.com/prest/prest v1.5.5
