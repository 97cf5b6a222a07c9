using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;
using Orleans;

namespace Krewe.Grains.Reconciling;

/// <summary>Carries planned steps out through the grains of the objects. It makes no choices of its own.</summary>
internal static class PlanExecution
{
    public static Task<WriteOutcome> Carry<T>(this IGrainFactory grains, PlannedCreation<T> step, CancellationToken cancellationToken) where T : ApiObject
    {
        var document = ApiDocument.Draft(step.Object);
        return grains.GetObject(document.Id).Create(new CreateRequest(document), cancellationToken);
    }

    public static Task<WriteOutcome> Carry<T>(this IGrainFactory grains, PlannedUpdate<T> step, CancellationToken cancellationToken) where T : ApiObject
    {
        var document = ApiDocument.Draft(step.Object);
        return grains.GetObject(document.Id).Update(new UpdateRequest(document), cancellationToken);
    }

    public static Task<WriteOutcome> Carry<T>(this IGrainFactory grains, PlannedDeletion<T> step, CancellationToken cancellationToken) where T : ApiObject
    {
        var metadata = step.Object.Metadata;
        return grains.GetObject(ApiDocument.Draft(step.Object).Id).Delete(
            new DeleteRequest(step.GracePeriodSeconds, step.Propagation, metadata.Uid, step.OnlyIfUnchanged ? metadata.ResourceVersion : null), cancellationToken);
    }

    /// <summary>The failure of a write, or null.</summary>
    public static ApiFailure? Failure(this WriteOutcome outcome) => (outcome as WriteOutcome.Refused)?.Failure;

    /// <summary>True where the world has moved on since it was observed: not an error, but a reason to look again.</summary>
    public static bool IsOutdated(this ApiFailure failure) => failure.Reason is FailureReason.Conflict or FailureReason.NotFound or FailureReason.AlreadyExists;

    /// <summary>Fails the look whose write was refused, so that it is tried again; where the world has moved on there is nothing to repeat.</summary>
    public static void ThrowUnlessOutdated(this WriteOutcome outcome)
    {
        if (outcome.Failure() is { } failure && !failure.IsOutdated())
            throw new WriteRefusedException(failure.Message);
    }
}
