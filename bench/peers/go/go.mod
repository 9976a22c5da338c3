module border-ledger-bench/peers

go 1.24.0

require (
	github.com/go-chi/chi/v5 v5.2.3
	github.com/jackc/pgx/v5 v5.8.0
)
