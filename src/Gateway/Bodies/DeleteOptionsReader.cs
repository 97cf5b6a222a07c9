using Krewe.Gateway.Resources;
using Krewe.Gateway.Resources.Writes;
using Krewe.Grains.Objects;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Bodies;

/// <summary>Reads how something is to be deleted: from the body, and where it says nothing from the parameters of the URL.</summary>
internal static class DeleteOptionsReader
{
    private const string DryRunAll = "All";

    // In the order, and with the last word, of Kubernetes' message.
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan", "nil"];

    /// <summary>Reads the options.</summary>
    public static async Task<Outcome<DeleteRequest>> ReadAsync(this RequestBodies bodies, ResourceRequest request)
    {
        var query = request.Query;
        if (!WriteOptions.Parse(request).TryGet(out var write, out var failure)
            || !query.Number("gracePeriodSeconds").TryGet(out var grace, out failure)
            || !(await bodies.ReadRecordAsync(request, write.FieldValidation, new DeleteOptions())).TryGet(out var options, out failure))
            return failure;

        var orphan = options.OrphanDependents ?? (query.TextOrNull("orphanDependents") is null ? null : query.Flag("orphanDependents"));
        var policy = options.PropagationPolicy ?? query.TextOrNull("propagationPolicy");
        return Read(options with { GracePeriodSeconds = options.GracePeriodSeconds ?? grace.Value, OrphanDependents = orphan, PropagationPolicy = policy }, write.DryRun);
    }

    /// <summary>Reads options that came in some other body.</summary>
    public static Outcome<DeleteRequest> Read(DeleteOptions options, bool dryRun)
    {
        var errors = new FieldErrors();
        var orphan = options.OrphanDependents;
        var policy = string.IsNullOrEmpty(options.PropagationPolicy) ? null : options.PropagationPolicy;
        if (orphan is not null && policy is not null)
            errors.Invalid(FieldPath.Of("propagationPolicy"), policy, "orphanDependents and deletionPropagation cannot be both set");
        if (policy is not null && policy is not ("Foreground" or "Background" or "Orphan"))
            errors.NotSupported(FieldPath.Of("propagationPolicy"), policy, Policies);
        if (options.DryRun.Any(value => value != DryRunAll))
            errors.NotSupported(FieldPath.Of("dryRun"), options.DryRun, [DryRunAll]);
        if (!errors.None)
            return InvalidOptions.Of("DeleteOptions", errors);
        return new DeleteRequest(
            options.GracePeriodSeconds, Propagation(policy, orphan), options.Preconditions?.Uid, options.Preconditions?.ResourceVersion,
            dryRun || options.DryRun.Count > 0);
    }

    private static PropagationPolicy? Propagation(string? policy, bool? orphan) => (policy, orphan) switch
    {
        ("Background", _) or (null, false) => PropagationPolicy.Background,
        ("Foreground", _) => PropagationPolicy.Foreground,
        ("Orphan", _) or (null, true) => PropagationPolicy.Orphan,
        _ => null,
    };
}
