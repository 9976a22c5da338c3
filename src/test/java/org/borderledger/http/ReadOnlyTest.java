package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The serving process could not write if it were taken over: its role has no right to, whatever the session says. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ReadOnlyTest {
    private static final String READ_ONLY_SESSION = "25006";
    private static final String PERMISSION_DENIED = "42501";

    @Inject
    AgroalDataSource pool;

    @SuppressWarnings("NullAway.Init") // the container sets the pool
    ReadOnlyTest() {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into revision values (1000, now(), 'publish', 1, null)",
                "update release set title = 'other'",
                "update crossing set people = 0",
                "delete from crossing",
                "delete from statement",
                "truncate crossing",
                "create table mine (number int)",
                "create temporary table mine (number int)",
                "create schema mine",
                "drop table crossing",
                "alter table crossing add column mine int",
                "create role mine",
                "select nextval('figure_id')",
                "copy crossing from stdin",
                "copy (select 1) to '/tmp/border-ledger-read-only-test'",
                "copy (select 1) to program 'true'",
                "create function mine() returns int language sql as 'select 1'"
            })
    void nothingCanBeWrittenEvenInASessionThatMayWrite(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql));
            connection.rollback();
            assertTrue(
                    refused.getSQLState().equals(READ_ONLY_SESSION)
                            || refused.getSQLState().equals(PERMISSION_DENIED),
                    refused::toString);

            statement.execute("set transaction read write");
            SQLException withoutRight = assertThrows(SQLException.class, () -> statement.execute(sql));
            connection.rollback();
            assertEquals(PERMISSION_DENIED, withoutRight.getSQLState(), withoutRight::toString);
        }
    }

    @Test
    void theSessionIsReadOnlyBesides() throws SQLException {
        assertEquals("on", ask("show default_transaction_read_only"));
        assertEquals("on", ask("show transaction_read_only"));
        assertEquals("repeatable read", ask("show transaction_isolation"));
    }

    @Test
    void theRoleOwnsNothingAndIsNoSuperuser() throws SQLException {
        assertEquals(
                "f",
                ask("select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls from pg_roles"
                        + " where rolname = current_user"));
        assertEquals("0", ask("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user"));
        assertEquals(
                "0",
                ask("select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member"
                        + " where r.rolname = current_user"));
    }

    @Test
    void theRoleHasNoRightButToRead() throws SQLException {
        assertEquals(
                "0",
                ask("select count(*) from pg_class c where c.relkind in ('r', 'v', 'm', 'p')"
                        + " and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
                        + " and has_table_privilege(c.oid, 'insert, update, delete, truncate, references, trigger')"));
        assertEquals(
                "0",
                ask("select count(*) from pg_class c where case when c.relkind = 'S'"
                        + " then has_sequence_privilege(c.oid, 'usage, update') else false end"));
        assertEquals("0", ask("select count(*) from pg_namespace n where has_schema_privilege(n.oid, 'create')"));
        assertEquals("f", ask("select has_database_privilege(current_database(), 'create, temporary')"));
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }
}
