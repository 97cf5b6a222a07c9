using Krewe.Model.Failures;

namespace Krewe.Model.Patches;

/// <summary>A patch that cannot be applied, thrown from the depth of a document and turned into its failure by <see cref="Patch"/>.</summary>
internal sealed class PatchException(ApiFailure failure) : Exception(failure.Message)
{
    public PatchException(string message)
        : this(ApiFailure.BadRequest(message))
    {
    }

    public ApiFailure Failure { get; } = failure;
}
