package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerFileTest {
    private static AnswerFile file(ByteBuf answer) {
        return Objects.requireNonNull(AnswerFile.of(answer), "there is no place for it");
    }

    @Test
    void eachRegionIsTheWholeAndSaysWhenItIsWritten() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        ByteBuf answer = Unpooled.directBuffer().writeBytes(bytes);
        AnswerFile file = file(answer);
        assertEquals(bytes.length, answer.readableBytes(), "the answer is still to be sent from memory");
        answer.release();
        AtomicInteger written = new AtomicInteger();
        for (int i = 1; i <= 3; i++) {
            FileRegion region = file.region(written::incrementAndGet);
            var sent = new ByteArrayOutputStream();
            while (region.transferred() < region.count()) {
                region.transferTo(Channels.newChannel(sent), region.transferred());
            }
            assertArrayEquals(bytes, sent.toByteArray());
            assertEquals(i - 1, written.get());
            region.release();
            assertEquals(i, written.get());
        }
        file.close();
    }

    @Test
    void thereAreNoMoreThanConnectionsLeaveRoomFor() {
        ByteBuf answer = Unpooled.directBuffer().writeBytes(new byte[10]);
        List<AnswerFile> files = new ArrayList<>();
        for (AnswerFile next = file(answer); next != null; next = AnswerFile.of(answer)) {
            files.add(next);
        }
        assertEquals(files.size(), AnswerFile.count());
        assertEquals(500, files.size());
        files.removeLast().close();
        files.add(file(answer));
        assertNull(AnswerFile.of(answer));
        files.forEach(AnswerFile::close);
        assertEquals(0, AnswerFile.count());
        answer.release();
    }
}
