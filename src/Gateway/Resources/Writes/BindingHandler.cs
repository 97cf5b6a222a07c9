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

/// <summary>Binds pods to nodes on behalf of clients that schedule: <c>pods/NAME/binding</c>.</summary>
internal sealed class BindingHandler(IGrainFactory grains, RequestBodies bodies)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadRecordAsync<Binding>(request, options.FieldValidation)).TryGet(out var binding, out failure)
            || (failure = Check(binding)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var bind = new BindRequest(binding.Target.Name!, string.IsNullOrEmpty(binding.Metadata.Uid) ? null : binding.Metadata.Uid, options.DryRun);
        var outcome = await grains.GetGrain<IPodGrain>(request.Path.ObjectId.ToString()).Bind(bind, request.Cancellation);
        if (outcome is WriteOutcome.Refused refused)
            await request.Http.SendFailureAsync(refused.Failure);
        else
            await request.Http.SendRecordAsync(StatusCodes.Status201Created, Statuses.Success(StatusCodes.Status201Created));
    }

    private static ApiFailure? Check(Binding binding) => binding.Target switch
    {
        { Kind: not (null or "" or "Node") } => ApiFailure.BadRequest($"target.kind: Unsupported value: \"{binding.Target.Kind}\": supported values: \"Node\", \"<empty>\""),
        { Name: null or "" } => ApiFailure.BadRequest("target.name: Required value"),
        _ => null,
    };
}
