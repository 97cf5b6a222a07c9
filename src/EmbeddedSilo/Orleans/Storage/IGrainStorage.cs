using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where the states of grains are kept.</summary>
public interface IGrainStorage
{
    /// <summary>Fills in the record as it is stored; one that is not stored leaves <see cref="IGrainState{T}.RecordExists"/> false.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Stores the record on condition that its version is still the stored one, and gives it a new version.</summary>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes the record on condition that its version is still the stored one.</summary>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}

/// <summary>A record was not written because another version is stored.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>A failure without details.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>A failure with its message.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>A failure that names both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>A failure that names both versions and its cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base($"{errorMsg} (stored {storedEtag ?? "nothing"}, expected {currentEtag ?? "nothing"})", storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version that is stored.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that the writer expected.</summary>
    public string? CurrentEtag { get; }
}
