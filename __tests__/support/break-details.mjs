// Something nobody foresaw, while post puts the event together: the checkout is read with this.
String.prototype.matchAll = () => {
  throw new Error('matchAll is broken');
};
