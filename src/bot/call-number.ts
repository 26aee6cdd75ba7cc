/** A call as it is typed by its number: `1240`, `№ 1240`, `/call_1240`. */
export const callNumber = /^(?:\/call_|№ ?)?(\d{1,9})$/;
