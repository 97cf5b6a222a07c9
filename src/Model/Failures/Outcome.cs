using System.Diagnostics.CodeAnalysis;

namespace Krewe.Model.Failures;

/// <summary>A value, or the failure that stands in its place. Both convert implicitly, so that a method just returns either.</summary>
public readonly struct Outcome<T> where T : notnull
{
    private readonly T? _value;

    private Outcome(T? value, ApiFailure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>The failure, or null where there is a value.</summary>
    public ApiFailure? Failure { get; }

    /// <summary>True where there is a value.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is a failure instead.</exception>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException(Failure.Message);

    /// <summary>Takes the value, or else the failure.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ApiFailure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    /// <summary>A value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(ApiFailure failure) => new(default, failure);
}
