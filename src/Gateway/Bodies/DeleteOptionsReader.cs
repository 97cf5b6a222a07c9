using Krewe.Gateway.Resources;
using Krewe.Gateway.Resources.Writes;
using Krewe.Grains.Objects;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Bodies;

/// <summary>Reads how something is to be deleted: from the body, and where it says nothing from the parameters of the URL.</summary>
internal static class DeleteOptionsReader
{
    /// <summary>Reads the options.</summary>
    public static async Task<Outcome<DeleteRequest>> ReadAsync(this RequestBodies bodies, ResourceRequest request)
    {
        var query = request.Query;
        if (!WriteOptions.Parse(query).TryGet(out var write, out var failure)
            || !query.Number("gracePeriodSeconds").TryGet(out var grace, out failure)
            || !(await bodies.ReadRecordAsync(request, write.FieldValidation, new DeleteOptions())).TryGet(out var options, out failure))
            return failure;

        var orphan = options.OrphanDependents ?? (query.TextOrNull("orphanDependents") is null ? null : query.Flag("orphanDependents"));
        var policy = options.PropagationPolicy ?? query.TextOrNull("propagationPolicy");
        if (orphan is not null && policy is not null)
            return Invalid("propagationPolicy: Invalid value: \"" + policy + "\": orphanDependents and deletionPropagation cannot be both set");
        if (!Propagation(policy, orphan).TryGet(out var propagation, out failure))
            return failure;
        return new DeleteRequest(
            options.GracePeriodSeconds ?? grace.Value, propagation.Policy, options.Preconditions?.Uid, options.Preconditions?.ResourceVersion,
            write.DryRun || options.DryRun.Contains("All"));
    }

    private static Outcome<Choice> Propagation(string? policy, bool? orphan) => policy switch
    {
        null or "" when orphan == true => new Choice(PropagationPolicy.Orphan),
        null or "" when orphan == false => new Choice(PropagationPolicy.Background),
        null or "" => new Choice(null),
        "Background" => new Choice(PropagationPolicy.Background),
        "Foreground" => new Choice(PropagationPolicy.Foreground),
        "Orphan" => new Choice(PropagationPolicy.Orphan),
        _ => Invalid($"propagationPolicy: Unsupported value: \"{policy}\": supported values: \"Background\", \"Foreground\", \"Orphan\""),
    };

    private static ApiFailure Invalid(string cause) =>
        new(FailureReason.Invalid, $"DeleteOptions.meta.k8s.io \"\" is invalid: {cause}") { Kind = "DeleteOptions", Group = "meta.k8s.io" };

    private readonly record struct Choice(PropagationPolicy? Policy);
}
