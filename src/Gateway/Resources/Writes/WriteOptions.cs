using Krewe.Gateway.Routing;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Patches;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>What every write may ask for.</summary>
/// <param name="DryRun">True to do all but commit.</param>
/// <param name="FieldManager">Who writes; never empty.</param>
/// <param name="FieldValidation">What becomes of unknown and repeated fields.</param>
internal sealed record WriteOptions(bool DryRun, string FieldManager, FieldValidation FieldValidation)
{
    private static readonly string[] DryRuns = ["All"];
    private static readonly string[] FieldValidations = ["", "Ignore", "Strict", "Warn"];

    /// <summary>True where an apply may take fields from other managers.</summary>
    public bool Force { get; init; }

    /// <summary>Reads the parameters of a write, and checks all of them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="patch">The type of a patch, null for other writes.</param>
    public static Outcome<WriteOptions> Parse(ResourceRequest request, PatchType? patch = null)
    {
        var query = request.Query;
        var errors = new FieldErrors();
        var manager = query.Text("fieldManager");
        if (patch == PatchType.Apply && manager.Length == 0)
            errors.Required(FieldPath.Of("fieldManager"), "is required for apply patch");
        if (patch is not (null or PatchType.Apply) && query.TextOrNull("force") is not null)
            errors.Forbidden(FieldPath.Of("force"), "may not be specified for non-apply patch");
        FieldManagerName.Validate(manager, errors);

        string[] dryRuns = query.Texts("dryRun") is { Count: > 0 } texts ? [.. texts.Where(value => value.Length > 0)] : [];
        if (dryRuns.Any(value => value != "All"))
            errors.NotSupported(FieldPath.Of("dryRun"), dryRuns, DryRuns);
        var validation = query.Text("fieldValidation");
        if (!FieldValidations.Contains(validation))
            errors.NotSupported(FieldPath.Of("fieldValidation"), validation, FieldValidations);
        if (!errors.None)
            return InvalidOptions.Of(KindOf(request.Verb), errors);
        return new WriteOptions(dryRuns.Length > 0, manager.Length > 0 ? manager : FieldManagerName.Of(request.Http.Request.Headers.UserAgent.ToString()), Validation(validation))
        {
            Force = query.Flag("force"),
        };
    }

    private static FieldValidation Validation(string text) => text switch
    {
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        _ => FieldValidation.Warn,
    };

    private static string KindOf(ApiVerb verb) => verb switch
    {
        ApiVerb.Create => "CreateOptions",
        ApiVerb.Update => "UpdateOptions",
        ApiVerb.Patch => "PatchOptions",
        _ => "DeleteOptions",
    };
}
