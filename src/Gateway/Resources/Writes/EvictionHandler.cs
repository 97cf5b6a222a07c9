using Krewe.Gateway.Bodies;
using Krewe.Gateway.Failures;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Grains.Pods;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Deletes pods as far as their budgets of disruptions allow it: <c>pods/NAME/eviction</c>.</summary>
internal sealed class EvictionHandler(IGrainFactory grains, RequestBodies bodies)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadRecordAsync<Eviction>(request, options.FieldValidation)).TryGet(out var eviction, out failure)
            || (failure = Check(eviction, request)) is not null
            || !DeleteOptionsReader.Read(eviction.DeleteOptions ?? new DeleteOptions(), options.DryRun).TryGet(out var deletion, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var outcome = await grains.GetGrain<IPodGrain>(request.Path.ObjectId.ToString()).Evict(deletion, request.Cancellation);
        if (outcome is WriteOutcome.Refused refused)
            await request.Http.SendFailureAsync(refused.Failure);
        else
            await request.Http.SendRecordAsync(StatusCodes.Status201Created, Statuses.Success(StatusCodes.Status201Created));
    }

    private static ApiFailure? Check(Eviction eviction, ResourceRequest request) =>
        string.IsNullOrEmpty(eviction.Metadata.Name) || eviction.Metadata.Name == request.Path.Name
            ? BodyChecks.Namespace(eviction.Metadata, request.Path)
            : ApiFailure.BadRequest("name in URL does not match name in Eviction object");
}
