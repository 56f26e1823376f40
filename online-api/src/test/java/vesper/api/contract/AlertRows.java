package vesper.api.contract;

import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;

/** What customers want to be told. */
final class AlertRows extends MatrixRows {
    private static final String HERE = "/v1/alerts";

    AlertRows(People people) {
        super(people);
    }

    @Override
    void add() {
        customerRow("listAlerts", Whose.OWN, () -> new Call(HERE, "", 200));
        ofAccount("getAlertPreferences", "", 200);
        ofAccount("changeAlertPreferences", "{\"lowBalance\": \"10.00\"}", 428);
    }

    private void ofAccount(String operation, String body, int status) {
        String preferences = HERE + "/preferences/";
        customerRow(operation, Whose.OWN, () -> new Call(preferences + adas.number(), body, status));
        customerRow(operation, Whose.OTHERS, () -> new Call(preferences + account(), body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call(preferences + NO_ACCOUNT, body, 404));
    }
}
