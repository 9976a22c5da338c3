package org.borderledger.http;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SmokeTest {
    @Test
    void theDayOfTheArticleHasItsFigure() {
        get("/v1/crossings/uk-small-boats-daily:2025-06-20")
                .then()
                .statusCode(200)
                .body("data.people", equalTo(437));
    }
}
