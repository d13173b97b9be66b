package io.millrace.api.dynamodb;

import io.millrace.table.CancellationReason;
import io.millrace.table.TableError;
import io.millrace.table.TableException;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import java.util.List;

/// Words what the engine refuses as it stands on the wire.
final class Refusals {
    private Refusals() {}

    static Refusal of(TableException e) {
        if (e.error().fault()) {
            return Refusal.internal(e.text());
        }
        if (e.error() == TableError.VALIDATION) {
            return Refusal.validation(e.text());
        }
        if (e.error() == TableError.TRANSACTION_CANCELED) {
            List<CancellationReason> reasons = e.reasons();
            return Refusal.cancelled(e.text(), output -> reasons(output, reasons));
        }
        Item item = e.item();
        return item == null
                ? Refusal.modelled(e.error().awsName(), e.text())
                : Refusal.modelled(
                        e.error().awsName(),
                        e.text(),
                        output -> ItemMembers.item(output, "Item", item));
    }

    private static void reasons(Output output, List<CancellationReason> reasons) {
        output.name("CancellationReasons").beginList();
        for (CancellationReason reason : reasons) {
            output.beginStructure().text("Code", reason.code());
            if (reason.item() != null) {
                ItemMembers.item(output, "Item", reason.item());
            }
            if (reason.message() != null) {
                output.text("Message", reason.message());
            }
            output.endStructure();
        }
        output.endList();
    }
}
