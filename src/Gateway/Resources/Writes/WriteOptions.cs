using Krewe.Gateway.Routing;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>What every write may ask for.</summary>
/// <param name="DryRun">True to do all but commit.</param>
/// <param name="FieldManager">Who writes.</param>
/// <param name="FieldValidation">What becomes of unknown and repeated fields.</param>
internal sealed record WriteOptions(bool DryRun, string FieldManager, FieldValidation FieldValidation)
{
    private const int LongestFieldManager = 128;

    /// <summary>Reads the parameters of a write.</summary>
    public static Outcome<WriteOptions> Parse(RequestQuery query)
    {
        var dryRun = false;
        foreach (var value in query.Texts("dryRun"))
        {
            if (value is not ("" or "All"))
                return ApiFailure.BadRequest($"dryRun: Unsupported value: \"{value}\": supported values: \"All\"");
            dryRun |= value == "All";
        }
        var manager = query.Text("fieldManager");
        if (manager.Length > LongestFieldManager)
            return ApiFailure.BadRequest($"fieldManager: Too long: may not be more than {LongestFieldManager} bytes");
        var validation = query.Text("fieldValidation");
        return validation switch
        {
            "" or "Warn" => new WriteOptions(dryRun, manager, FieldValidation.Warn),
            "Ignore" => new WriteOptions(dryRun, manager, FieldValidation.Ignore),
            "Strict" => new WriteOptions(dryRun, manager, FieldValidation.Strict),
            _ => ApiFailure.BadRequest($"fieldValidation: Unsupported value: \"{validation}\": supported values: \"Ignore\", \"Strict\", \"Warn\""),
        };
    }
}
